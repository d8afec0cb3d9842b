package io.reissue.store.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Account;
import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.RefusalReason;
import io.reissue.store.protocol.MalformedAnswer.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {
    private static final String SECRET_HANDLE = "zhang-san-8613800138000";
    private final AnswerParser parser = new AnswerParser();

    @Test
    void theExampleOfTheProtocolIsRead() throws MalformedAnswer {
        var answer = parse("""
                {"part":1,"of":1,"remainder":"NOT_BOUND","results":[
                  {"ref":"17","outcome":"UNBOUND","accounts":[{"handle":"a1","outcome":"UNBOUND"},{"handle":"a2","outcome":"UNBOUND"}]},
                  {"ref":"40","outcome":"REFUSED","reason":"BALANCE_OR_DEBT","askAgainAfter":"P7D"}]}
                """);

        assertThat(answer)
                .isEqualTo(new Answer(
                        1,
                        1,
                        Remainder.NOT_BOUND,
                        List.of(
                                new Result(
                                        17,
                                        Said.UNBOUND,
                                        null,
                                        null,
                                        List.of(new Account("a1", Said.UNBOUND), new Account("a2", Said.UNBOUND))),
                                new Result(
                                        40,
                                        Said.REFUSED,
                                        RefusalReason.BALANCE_OR_DEBT,
                                        Duration.ofDays(7),
                                        List.of()))));
    }

    @Test
    void unknownFieldsArePassedOverAtEveryLevel() throws MalformedAnswer {
        var answer = parse("""
                {"v":2,"part":2,"of":3,"note":{"a":[1,{"b":null}]},"results":[
                  {"ref":"0","outcome":"NOT_BOUND","x":1.5,"accounts":[{"handle":"h","outcome":"NOT_BOUND","y":[]}]}]}
                """);

        assertThat(answer.results()).extracting(Result::ref).containsExactly(0);
        assertThat(answer.remainder()).isNull();
    }

    @Test
    void nullsOfOptionalFieldsMeanThatTheyAreNotThere() throws MalformedAnswer {
        var answer = parse("""
                {"part":1,"of":1,"remainder":null,"results":[{"ref":"3","outcome":"UNBOUND","reason":null,"askAgainAfter":null,"accounts":null}]}
                """);

        assertThat(answer.results()).containsExactly(new Result(3, Said.UNBOUND, null, null, List.of()));
    }

    @Test
    void theSameItemMayBeListedTwiceBecauseRepeatingAnOutcomeIsNoError() throws MalformedAnswer {
        assertThat(parse(results("{\"ref\":\"1\",\"outcome\":\"UNBOUND\"},{\"ref\":\"1\",\"outcome\":\"UNBOUND\"}"))
                        .results())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "nonsense",
                "{\"part\":1,\"of\":1,\"results\":[]} {}",
                "{\"part\":1,\"part\":1,\"of\":1,\"results\":[]}",
                "{\"part\":1,\"of\":1,\"results\":[],\"x\":{\"a\":1,\"a\":1}}",
                "{\"part\":NaN,\"of\":1,\"results\":[]}",
                "{\"part\":1,\"of\":1,\"results\":[],\"x\":NaN}",
                "{\"part\":1,\"of\":1,\"results\":[],\"x\":Infinity}",
                "{\"part\":01,\"of\":1,\"results\":[]}",
                "{'part':1,\"of\":1,\"results\":[]}",
                "{\"part\":1,\"of\":1,\"results\":[],}",
                "{\"part\":1,\"of\":1,/**/\"results\":[]}",
                "\uFEFF{\"part\":1,\"of\":1,\"results\":[]}"
            })
    void whatIsNotStrictJsonIsRefused(String json) {
        var malformed = refused(json);

        assertThat(malformed.problems()).hasSize(1);
        assertThat(malformed.tooLarge()).isFalse();
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        var latin = "{\"part\":1,\"of\":1,\"results\":[],\"x\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
        var wide = "{\"part\":1,\"of\":1,\"results\":[]}".getBytes(StandardCharsets.UTF_16);

        assertThat(refused(latin).problems()).containsExactly(new Problem("", "UTF-8"));
        assertThat(refused(wide).problems()).containsExactly(new Problem("", "UTF-8"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                      | ''",
                "\"text\"                                                | ''",
                "{\"of\":1,\"results\":[]}                               | /part",
                "{\"part\":1,\"results\":[]}                             | /of",
                "{\"part\":\"1\",\"of\":1,\"results\":[]}                | /part",
                "{\"part\":1.0,\"of\":1,\"results\":[]}                  | /part",
                "{\"part\":0,\"of\":1,\"results\":[]}                    | /part",
                "{\"part\":2,\"of\":1,\"results\":[]}                    | /part",
                "{\"part\":1,\"of\":1001,\"results\":[]}                 | /of",
                "{\"part\":1,\"of\":99999999999,\"results\":[]}          | /of",
                "{\"part\":1,\"of\":1}                                   | /results",
                "{\"part\":1,\"of\":1,\"results\":{}}                    | /results",
                "{\"part\":1,\"of\":1,\"results\":null}                  | /results",
                "{\"part\":1,\"of\":1,\"remainder\":\"UNBOUND\",\"results\":[]} | /remainder",
                "{\"part\":1,\"of\":1,\"remainder\":1,\"results\":[]}    | /remainder",
            })
    void aWrongFieldIsPointedAt(String json, String pointer) {
        assertThat(refused(json).problems()).extracting(Problem::pointer).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7                                                                  | ''",
                "{\"outcome\":\"UNBOUND\"}                                          | /ref",
                "{\"ref\":1,\"outcome\":\"UNBOUND\"}                                | /ref",
                "{\"ref\":\"\",\"outcome\":\"UNBOUND\"}                             | /ref",
                "{\"ref\":\"01\",\"outcome\":\"UNBOUND\"}                           | /ref",
                "{\"ref\":\"-1\",\"outcome\":\"UNBOUND\"}                           | /ref",
                "{\"ref\":\"\u0661\",\"outcome\":\"UNBOUND\"}                       | /ref",
                "{\"ref\":\"9999999999\",\"outcome\":\"UNBOUND\"}                   | /ref",
                "{\"ref\":\"1\"}                                                    | /outcome",
                "{\"ref\":\"1\",\"outcome\":\"unbound\"}                            | /outcome",
                "{\"ref\":\"1\",\"outcome\":\"UNKNOWN\"}                            | /outcome",
                "{\"ref\":\"1\",\"outcome\":4}                                      | /outcome",
                "{\"ref\":\"1\",\"outcome\":\"REFUSED\"}                            | /reason",
                "{\"ref\":\"1\",\"outcome\":\"REFUSED\",\"reason\":\"BECAUSE\"}     | /reason",
                "{\"ref\":\"1\",\"outcome\":\"UNBOUND\",\"reason\":\"OTHER\"}       | /reason",
                "{\"ref\":\"1\",\"outcome\":\"UNBOUND\",\"askAgainAfter\":\"P7D\"}  | /askAgainAfter",
                "{\"ref\":\"1\",\"outcome\":\"NOT_YET_SYNCED\",\"askAgainAfter\":\"P-7D\"} | /askAgainAfter",
                "{\"ref\":\"1\",\"outcome\":\"NOT_YET_SYNCED\",\"askAgainAfter\":\"PT0H\"} | /askAgainAfter",
                "{\"ref\":\"1\",\"outcome\":\"NOT_YET_SYNCED\",\"askAgainAfter\":\"P0D\"}  | /askAgainAfter",
                "{\"ref\":\"1\",\"outcome\":\"NOT_YET_SYNCED\",\"askAgainAfter\":\"P\"}    | /askAgainAfter",
                "{\"ref\":\"1\",\"outcome\":\"NOT_YET_SYNCED\",\"askAgainAfter\":7}        | /askAgainAfter",
                "{\"ref\":\"1\",\"outcome\":\"UNBOUND\",\"accounts\":{}}            | /accounts",
                "{\"ref\":\"1\",\"outcome\":\"UNBOUND\",\"accounts\":[1]}           | /accounts/0",
                "{\"ref\":\"1\",\"outcome\":\"UNBOUND\",\"accounts\":[{\"handle\":\"a\"}]}  | /accounts/0/outcome",
                "{\"ref\":\"1\",\"outcome\":\"UNBOUND\",\"accounts\":[{\"outcome\":\"UNBOUND\"}]} | /accounts/0/handle",
            })
    void aWrongFieldOfAResultIsPointedAt(String result, String pointer) {
        var problems = refused(results("{\"ref\":\"0\",\"outcome\":\"NOT_BOUND\"}," + result))
                .problems();

        assertThat(problems).extracting(Problem::pointer).containsExactly("/results/1" + pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "UNBOUND, UNBOUND, REFUSED",
        "NOT_BOUND, UNBOUND, NOT_BOUND",
        "REFUSED, UNBOUND, UNBOUND",
        "UNBOUND, RESTORED, RESTORED",
        "RESTORED, NOTHING_TO_RESTORE, NOTHING_TO_RESTORE",
        "NOTHING_TO_RESTORE, RESTORED, NOTHING_TO_RESTORE",
    })
    void anItemThatIsBetterOrOtherThanItsAccountsIsRefused(String item, String first, String second) {
        assertThat(refused(item(item, first, second)).problems())
                .extracting(Problem::pointer)
                .containsExactly("/results/0/outcome");
    }

    @ParameterizedTest
    @CsvSource({
        "UNBOUND, UNBOUND, NOT_BOUND",
        "REFUSED, UNBOUND, REFUSED",
        "NOT_YET_SYNCED, REFUSED, NOT_YET_SYNCED",
        "NOT_BOUND, NOT_BOUND, NOT_BOUND",
        "RESTORED, RESTORED, NOTHING_TO_RESTORE",
        "NOTHING_TO_RESTORE, NOTHING_TO_RESTORE, NOTHING_TO_RESTORE",
    })
    void anItemThatIsAsGoodAsItsWorstAccountIsRead(String item, String first, String second) throws MalformedAnswer {
        assertThat(parse(item(item, first, second)).results())
                .extracting(Result::said)
                .containsExactly(Said.valueOf(item));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\\u0000b", "a\\nb", "\\ud800"})
    void aHandleThatCannotBeKeptIsRefused(String handle) {
        var json = results("{\"ref\":\"1\",\"outcome\":\"UNBOUND\",\"accounts\":[{\"handle\":\"" + handle
                + "\",\"outcome\":\"UNBOUND\"}]}");

        assertThat(refused(json).problems())
                .extracting(Problem::pointer)
                .containsExactly("/results/0/accounts/0/handle");
    }

    @Test
    void aHandleTwiceInOneItemIsRefused() {
        var account = "{\"handle\":\"" + SECRET_HANDLE + "\",\"outcome\":\"UNBOUND\"}";
        var json = results("{\"ref\":\"1\",\"outcome\":\"UNBOUND\",\"accounts\":[" + account + "," + account + "]}");

        assertThat(refused(json).problems())
                .extracting(Problem::pointer)
                .containsExactly("/results/0/accounts/1/handle");
    }

    @Test
    void tenThousandResultsAreReadAndOneMoreIsTooLarge() throws MalformedAnswer {
        assertThat(parse(results(many(10_000))).results()).hasSize(10_000);

        var malformed = refused(results(many(10_001)));
        assertThat(malformed.tooLarge()).isTrue();
        assertThat(malformed.problems()).extracting(Problem::pointer).containsExactly("/results");
    }

    @Test
    void moreThanEightMebibytesAreTooLargeWhateverTheyHold() {
        assertThat(refused(new byte[AnswerParser.MOST_BYTES + 1]).tooLarge()).isTrue();
    }

    @Test
    void deepNestingIsTooLargeAlsoInFieldsThatNobodyReads() {
        var json = "{\"part\":1,\"of\":1,\"results\":[],\"x\":" + "[".repeat(40) + "]".repeat(40) + "}";

        assertThat(refused(json).tooLarge()).isTrue();
    }

    @Test
    void noMoreThanTwentyProblemsAreListed() {
        assertThat(refused(results("1,".repeat(50) + "1")).problems()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"%s\":1,\"%s\":2}",
                "{\"part\":1,\"of\":1,\"results\":[{\"%s\":{\"a\":1,\"a\":2}}]}",
                "{\"part\":1,\"of\":1,\"results\":[{\"ref\":\"%s\",\"outcome\":\"%s\",\"reason\":\"%s\"}]}",
                "{\"part\":1,\"of\":1,\"results\":[{\"ref\":%s}]}",
                "{\"part\":\"%s\",\"of\":1,\"remainder\":\"%s\",\"results\":\"%s\"}"
            })
    void whatAnAnswerSaysIsNeverRepeated(String template) {
        var malformed = refused(template.replace("%s", SECRET_HANDLE));

        assertThat(malformed.problems()).isNotEmpty();
        assertThat(malformed.problems().toString()).doesNotContain(SECRET_HANDLE);
        assertThat(malformed).hasNoCause().hasMessageNotContaining(SECRET_HANDLE);
    }

    @Test
    void aDuplicateNameIsPointedAtWhereItStands() {
        var json = results(
                "{\"ref\":\"1\",\"outcome\":\"UNBOUND\"},{\"ref\":\"2\",\"ref\":\"3\",\"outcome\":\"UNBOUND\"}");

        assertThat(refused(json).problems()).extracting(Problem::pointer).containsExactly("/results/1/ref");
    }

    private static String item(String item, String first, String second) {
        return results(
                "{\"ref\":\"5\",\"outcome\":\"%s\",%s\"accounts\":[{\"handle\":\"a\",\"outcome\":\"%s\"},{\"handle\":\"b\",\"outcome\":\"%s\"}]}"
                        .formatted(item, item.equals("REFUSED") ? "\"reason\":\"OTHER\"," : "", first, second));
    }

    private static String many(int results) {
        return IntStream.range(0, results)
                .mapToObj(ref -> "{\"ref\":\"" + ref + "\",\"outcome\":\"UNBOUND\"}")
                .collect(Collectors.joining(","));
    }

    private static String results(String results) {
        return "{\"part\":1,\"of\":1,\"results\":[" + results + "]}";
    }

    private Answer parse(String json) throws MalformedAnswer {
        return parser.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private MalformedAnswer refused(String json) {
        return refused(json.getBytes(StandardCharsets.UTF_8));
    }

    private MalformedAnswer refused(byte[] body) {
        return catchThrowableOfType(MalformedAnswer.class, () -> parser.parse(body));
    }
}
