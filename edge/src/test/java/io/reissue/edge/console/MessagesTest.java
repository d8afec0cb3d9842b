package io.reissue.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.brake.Brake.Scope;
import io.reissue.bulk.BadRow;
import io.reissue.bulk.BulkRefusal;
import io.reissue.bulk.BulkState;
import io.reissue.edge.operator.FollowedRule;
import io.reissue.edge.platform.Deliveries;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.CalendarRefusal;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Refusal;
import io.reissue.recycle.StuckReason;
import io.reissue.store.bulk.Selection;
import io.reissue.store.command.CommandDecision;
import io.reissue.store.intake.IntakeFile;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformIncidents;
import io.reissue.store.platform.PlatformRefusal;
import io.reissue.store.story.Event;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        assertThat(keys("zh")).isEqualTo(keys("en")).hasSizeGreaterThan(100);
    }

    @Test
    void whatIsFilledInIsTheSameInBoth() throws IOException {
        Properties english = words("en");
        Properties chinese = words("zh");
        for (String key : english.stringPropertyNames()) {
            assertThat(places(chinese.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        }
    }

    @Test
    void aRefusedCommandIsToldOnAPageAsTheInterfaceTellsIt() throws IOException {
        Properties english = words("en");
        for (Refusal refusal : Refusal.values()) {
            assertThat(english.getProperty("command.refused." + refusal))
                    .isEqualTo(refusal.remedy().replace("'", "''"));
        }
        for (BulkRefusal refusal : BulkRefusal.values()) {
            assertThat(english.getProperty("bulk.refused." + refusal))
                    .isEqualTo(refusal.remedy().replace("'", "''"));
        }
    }

    @Test
    void whatIsRefusedOfAPlatformIsToldOnAPageAsTheInterfaceTellsIt() throws IOException {
        Properties english = words("en");
        for (PlatformRefusal refusal : PlatformRefusal.values()) {
            assertThat(english.getProperty("platform.refused." + refusal))
                    .isEqualTo(refusal.remedy().replace("'", "''"));
        }
        for (Deliveries.Refusal refusal : Deliveries.Refusal.values()) {
            assertThat(english.getProperty("delivery.refused." + refusal))
                    .isEqualTo(refusal.remedy().replace("'", "''"));
        }
    }

    @Test
    void aYearThatIsRefusedIsToldOnAPageAsTheInterfaceTellsIt() throws IOException {
        Properties english = words("en");
        for (CalendarRefusal refusal : CalendarRefusal.values()) {
            assertThat(english.getProperty("calendar.refused." + refusal)).isEqualTo(refusal.remedy());
        }
    }

    @Test
    void everyCodeThatAPageShowsHasWords() throws IOException {
        assertThat(keys("en"))
                .containsAll(codes("stuck.", StuckReason.values()))
                .containsAll(codes("refusal.", RefusalReason.values()))
                .containsAll(codes("scope.", Scope.values()))
                .containsAll(codes("kind.", Platform.Kind.values()))
                .containsAll(codes("way.", Delivery.values()))
                .containsAll(codes("form.", IdentifierForm.values()))
                .containsAll(codes("direction.", Direction.values()))
                .containsAll(codes("secret.", Direction.values()))
                .containsAll(codes("incident.", PlatformIncidents.Kind.values()))
                .containsAll(codes("line.", LineType.values()))
                .containsAll(codes("disconnect.", DisconnectReason.values()))
                .containsAll(codes("why.", FollowedRule.Why.values()))
                .containsAll(codes("file.", IntakeFile.State.values()))
                .containsAll(codes("advice.", StuckReason.values()))
                .containsAll(codes("command.kind.", CommandKind.values()))
                .containsAll(codes("bulk.state.", BulkState.values()))
                .containsAll(codes("bulk.row.", BadRow.values()))
                .containsAll(codes("bulk.verdict.", CommandDecision.Verdict.values()))
                .containsAll(codes("bulk.selection.", Selection.Kind.values()))
                .containsAll(codes("outcome.", Outcome.values()))
                .containsAll(codes("event.", Event.Kind.values()))
                .contains("command.ACCEPTED", "command.WAITS_FOR_SECOND")
                .containsAll(Arrays.stream(CycleState.values())
                        .filter(state -> state != CycleState.UNKNOWN)
                        .map(state -> "cycle." + state)
                        .toList());
    }

    private static Set<String> codes(String prefix, Enum<?>[] codes) {
        return Arrays.stream(codes).map(code -> prefix + code.name()).collect(Collectors.toSet());
    }

    private static Set<String> places(String words) {
        return PLACE.matcher(words).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys(String language) throws IOException {
        return words(language).stringPropertyNames();
    }

    private static Properties words(String language) throws IOException {
        var file = Objects.requireNonNull(
                MessagesTest.class.getResourceAsStream("/console/messages_" + language + ".properties"));
        Properties words = new Properties();
        try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }
}
