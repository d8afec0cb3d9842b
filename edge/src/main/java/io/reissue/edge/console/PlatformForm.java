package io.reissue.edge.console;

import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformTerms;
import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A platform's terms as they stand in a form: all texts, so that what was mistyped can be shown again. A box is there when it is ticked. */
public record PlatformForm(
        @Nullable String code,
        @Nullable String nameZh,
        @Nullable String nameEn,
        @Nullable String kind,
        @Nullable String jurisdictions,
        @Nullable String delivery,
        @Nullable String endpoint,
        @Nullable String identifierForm,
        @Nullable String enumerableAcknowledged,
        @Nullable String batchLimit,
        @Nullable String ratePerSecond,
        @Nullable String statusPushes) {
    private static final String TICKED = "on";

    static final PlatformForm EMPTY = new PlatformForm(
            null,
            null,
            null,
            Platform.Kind.ACCOUNT.name(),
            null,
            Delivery.PUSH.name(),
            null,
            IdentifierForm.HMAC_SHA256.name(),
            null,
            "1000",
            "100",
            null);

    static PlatformForm of(String code, PlatformTerms terms) {
        URI endpoint = terms.endpoint();
        return new PlatformForm(
                code,
                terms.nameZh(),
                terms.nameEn(),
                terms.kind().name(),
                terms.jurisdictions().stream().sorted().collect(Collectors.joining(" ")),
                terms.delivery().name(),
                endpoint == null ? null : endpoint.toString(),
                terms.identifierForm().name(),
                null,
                String.valueOf(terms.batchLimit()),
                String.valueOf(terms.ratePerSecond()),
                terms.statusPushes() ? TICKED : null);
    }

    /** @throws Unreadable if a field does not say what it has to */
    PlatformTerms terms() {
        String there = Typed.in(endpoint);
        return new PlatformTerms(
                Objects.requireNonNullElse(Typed.in(nameZh), ""),
                Objects.requireNonNullElse(Typed.in(nameEn), ""),
                read("kind", kind, Platform.Kind::valueOf),
                Set.copyOf(Arrays.stream(
                                Objects.requireNonNullElse(jurisdictions, "").split("[\\s,;]+", -1))
                        .filter(one -> !one.isEmpty())
                        .toList()),
                read("delivery", delivery, Delivery::valueOf),
                there == null ? null : read("endpoint", there, URI::create),
                read("identifierForm", identifierForm, IdentifierForm::valueOf),
                read("batchLimit", batchLimit, Integer::valueOf),
                read("ratePerSecond", ratePerSecond, Integer::valueOf),
                statusPushes != null);
    }

    boolean acknowledged() {
        return enumerableAcknowledged != null;
    }

    private static <T> T read(String field, @Nullable String text, Function<String, T> reader) {
        try {
            return reader.apply(Objects.requireNonNullElse(text, "").strip());
        } catch (IllegalArgumentException unreadable) {
            throw new Unreadable(field);
        }
    }
}
