package io.reissue.edge.console;

import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.store.policy.PolicyDocument;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A policy as it stands in a form: all texts, so that what was mistyped can be shown again. Lists are separated by blanks or lines. */
public record PolicyForm(
        @Nullable String jurisdiction,
        @Nullable String province,
        @Nullable String lineType,
        @Nullable String reason,
        @Nullable String effectiveFrom,
        @Nullable String ends,
        @Nullable String freezeDays,
        @Nullable String askLeadDays,
        @Nullable String slotDays,
        @Nullable String spread,
        @Nullable String stageWorkingDays,
        @Nullable String identity,
        @Nullable String required,
        @Nullable String extensionStepDays,
        @Nullable String capDays,
        @Nullable String patience,
        @Nullable String reclaimDays,
        @Nullable String asking,
        @Nullable String askAgainAfter) {

    static PolicyForm of(PolicyDocument document) {
        return new PolicyForm(
                document.jurisdiction(),
                document.province(),
                code(document.lineType()),
                code(document.reason()),
                document.effectiveFrom().toString(),
                code(document.ends()),
                String.valueOf(document.freezeDays()),
                String.valueOf(document.askLeadDays()),
                String.valueOf(document.slotDays()),
                document.spread().toString(),
                joined(document.stageWorkingDays()),
                joined(document.identity()),
                joined(document.required()),
                String.valueOf(document.extensionStepDays()),
                String.valueOf(document.capDays()),
                document.patience().toString(),
                String.valueOf(document.reclaimDays()),
                document.asking().name(),
                joined(document.askAgainAfter()));
    }

    /** @throws Unreadable if a field is no number, no date, no length of time */
    PolicyDocument document() {
        return new PolicyDocument(
                read("jurisdiction", jurisdiction, Function.identity()),
                Typed.in(province),
                given("lineType", lineType, LineType::valueOf),
                given("reason", reason, DisconnectReason::valueOf),
                read("effectiveFrom", effectiveFrom, LocalDate::parse),
                given("ends", ends, Boolean::valueOf),
                read("freezeDays", freezeDays, Integer::valueOf),
                read("askLeadDays", askLeadDays, Integer::valueOf),
                read("slotDays", slotDays, Integer::valueOf),
                read("spread", spread, Duration::parse),
                list("stageWorkingDays", stageWorkingDays, Integer::valueOf),
                list("identity", identity, Function.identity()),
                list("required", required, Function.identity()),
                read("extensionStepDays", extensionStepDays, Integer::valueOf),
                read("capDays", capDays, Integer::valueOf),
                read("patience", patience, Period::parse),
                read("reclaimDays", reclaimDays, Integer::valueOf),
                read("asking", asking, Asking::valueOf),
                list("askAgainAfter", askAgainAfter, Period::parse));
    }

    private static <T> @Nullable T given(String field, @Nullable String text, Function<String, T> reader) {
        return Typed.in(text) == null ? null : read(field, text, reader);
    }

    private static <T> T read(String field, @Nullable String text, Function<String, T> reader) {
        String given = text == null ? "" : text.strip();
        if (given.isEmpty()) throw new Unreadable(field);
        try {
            return reader.apply(given);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw new Unreadable(field);
        }
    }

    private static <T> List<T> list(String field, @Nullable String text, Function<String, T> reader) {
        return Arrays.stream(Objects.requireNonNullElse(text, "").split("[\\s,;]+", -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> read(field, entry, reader))
                .toList();
    }

    private static @Nullable String code(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String joined(List<?> entries) {
        return entries.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
