package io.reissue.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
    @Test
    void theFirstRuleThatFitsSpeaksAndWhereNoneDoesNothingIsSaid() {
        List<Rule> rules = rules("7=NOT_YET_SYNCED", "5-9=REFUSED,BALANCE_OR_DEBT,P7D", "%10=UNBOUND");

        assertThat(said(rules, "7")).isEqualTo("{\"ref\":\"7\",\"outcome\":\"NOT_YET_SYNCED\"}");
        assertThat(said(rules, "5"))
                .isEqualTo(
                        "{\"ref\":\"5\",\"outcome\":\"REFUSED\",\"reason\":\"BALANCE_OR_DEBT\",\"askAgainAfter\":\"P7D\"}")
                .isEqualTo(said(rules, "9").replace("\"9\"", "\"5\""));
        assertThat(said(rules, "0")).isEqualTo("{\"ref\":\"0\",\"outcome\":\"UNBOUND\"}");
        assertThat(Stream.of("4", "11", "17").map(ref -> said(rules, ref))).containsOnly("nothing");
    }

    @Test
    void aStarFitsEverything() {
        assertThat(said(rules("*=REFUSED,OTHER"), "4711")).contains("\"ref\":\"4711\"", "\"reason\":\"OTHER\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UNBOUND",
                "7=DELETED",
                "7=RESTORED",
                "seven=UNBOUND",
                "%0=UNBOUND",
                "7=REFUSED",
                "7=REFUSED,TOO_NEW",
                "7=UNBOUND,OTHER",
                "7=REFUSED,OTHER,PX",
                "7=REFUSED,OTHER,7"
            })
    void whatIsNoRuleIsToldApart(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.parse(text));
    }

    private static List<Rule> rules(String... texts) {
        return Stream.of(texts).map(Rule::parse).toList();
    }

    private static String said(List<Rule> rules, String ref) {
        return Rule.said(rules, ref).map(Object::toString).orElse("nothing");
    }
}
