package io.reissue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is sent. */
class CommandsTest {
    private static final String CYCLE = "019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11";
    private static final String ID = "019cb4f2-0000-7000-8000-000000000001";
    private static final String COMMANDS = "POST /v1/cycles/" + CYCLE + "/commands";
    private static final String ACCEPTED = "{\"commandId\":\"" + ID + "\",\"verdict\":\"ACCEPTED\",\"refusal\":null}";

    private static final String DOCUMENT = """
            {"jurisdiction":"CN","effectiveFrom":"2027-01-01","freezeDays":120,"askLeadDays":40,"slotDays":1,"spread":"PT6H",
            "stageWorkingDays":[5,5,5],"identity":[],"required":["bank-one"],"extensionStepDays":30,"capDays":365,"patience":"P14D",
            "reclaimDays":60,"asking":"COHORT","askAgainAfter":["P1D"]}""";

    private final ApiForTests api;

    @TempDir
    Path folder;

    CommandsTest() throws IOException {
        api = new ApiForTests();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hold|HOLD||",
                "lift-hold|LIFT_HOLD||",
                "extend --until 2026-09-30T16:00:00Z|EXTEND_FREEZE|until|2026-09-30T16:00:00Z",
                "shorten --until 2026-08-01T16:00:00Z|SHORTEN_FREEZE|until|2026-08-01T16:00:00Z",
                "waive --platform bank-one|WAIVE|platform|bank-one",
                "withdraw|WITHDRAW||",
                "retire|RETIRE||",
                "ask-again --platform bank-one|ASK_AGAIN|platform|bank-one",
                "ask-again|ASK_AGAIN||"
            })
    void everyCommandIsSentByItsKindWithItsIdAndReason(String typed, String kind, String field, String value) {
        api.says(COMMANDS, 200, ACCEPTED);

        CtlForTests done = at(typed + " " + CYCLE + " --reason CASE --id " + ID);

        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.out()).startsWith("accepted\n");
        JsonNode sent = api.asked().json();
        assertThat(sent.path("kind").asString()).isEqualTo(kind);
        assertThat(sent.path("id").asString()).isEqualTo(ID);
        assertThat(sent.path("reasonCode").asString()).isEqualTo("CASE");
        assertThat(sent.size()).isEqualTo(field == null ? 3 : 4);
        if (field != null) assertThat(sent.path(field).asString()).isEqualTo(value);
    }

    @Test
    void aCommandWithoutAnIdGetsOneOfItsOwnThatIsSaidEvenWhereNobodyAnswers() {
        api.says(COMMANDS, 202, ACCEPTED);

        CtlForTests first = at("retire " + CYCLE + " --reason CASE");
        CtlForTests second = at("retire " + CYCLE + " --reason CASE");
        api.close();
        CtlForTests lost = at("retire " + CYCLE + " --reason CASE");

        assertThat(first.out()).startsWith("waits for a second person\n");
        assertThat(first.exit()).isZero();
        assertThat(repeatable(first))
                .isEqualTo(api.all().get(0).json().path("id").asString())
                .isNotEqualTo(repeatable(second));
        assertThat(repeatable(lost)).hasSize(36);
        assertThat(lost.exit()).isEqualTo(4);
    }

    private static String repeatable(CtlForTests done) {
        var said = Pattern.compile("to repeat it safely: --id (\\S+)").matcher(done.err());
        assertThat(said.find()).as(done.err()).isTrue();
        return said.group(1);
    }

    @Test
    void whatTellsOfAHolderIsTypedAndStandsInNoAddress() {
        api.says(COMMANDS, 200, ACCEPTED).says("POST /v1/cycles/search", 200, "[]");

        CtlForTests reinstated = CtlForTests.typing(
                List.of("H-4711", "asked by letter"),
                api,
                CtlForTests.words("reinstate " + CYCLE + " --reason CAME_BACK --identity-confirmed --note --id " + ID));
        JsonNode sent = api.asked().json();
        CtlForTests found = CtlForTests.typing(List.of("+8613900130001 "), api, "number");

        assertThat(reinstated.exit()).isZero();
        assertThat(sent.path("holderReference").asString()).isEqualTo("H-4711");
        assertThat(sent.path("note").asString()).isEqualTo("asked by letter");
        assertThat(sent.path("identityConfirmed").asBoolean()).isTrue();
        assertThat(sent.path("arrearsCleared").asBoolean()).isFalse();
        assertThat(found.out()).isEqualTo("none\n");
        assertThat(api.asked().json().path("number").asString()).isEqualTo("+8613900130001");
        assertThat(api.all()).extracting(ApiForTests.Request::line).noneMatch(line -> line.contains("139"));
    }

    @Test
    void aNumberIsNoArgumentAndWhereNoneIsTypedNoneIsLookedFor() {
        assertThat(CtlForTests.typing(List.of(), api, "number", "+8613900130001")
                        .exit())
                .isEqualTo(2);
        CtlForTests nothing = CtlForTests.typing(List.of("  "), api, "number");

        assertThat(nothing.exit()).isEqualTo(2);
        assertThat(nothing.err()).contains("Number is missing");
        assertThat(api.all()).isEmpty();
    }

    @Test
    void cyclesAreListedByWhatTheyHaveInCommon() {
        api.says("GET /v1/cycles", 200, "{\"cycles\":[],\"next\":null}");

        CtlForTests listed =
                at("cycles list --state RESTING --jurisdiction CN --no-held --open --age P90D --file " + ID);

        assertThat(listed.exit()).as(listed.err()).isZero();
        assertThat(api.asked().line())
                .isEqualTo("GET /v1/cycles?state=RESTING&jurisdiction=CN&file=" + ID
                        + "&held=false&open=true&age=P90D&limit=50");
    }

    @Test
    void aBrakeIsSetAndLifted() {
        api.says("POST /v1/brakes", 201, "{\"id\":\"" + ID + "\"}")
                .says("POST /v1/brakes/" + ID + "/lift", 202, "{\"id\":\"" + ID + "\"}");

        assertThat(at("brake set --scope PROVINCE --code CN/Guangdong --reason WRONG_FILE --id " + ID)
                        .out())
                .startsWith("set\n");
        JsonNode set = api.asked().json();
        assertThat(at("brake lift " + ID + " --reason FILE_CORRECTED").out()).startsWith("waits for a second person\n");

        assertThat(set.path("scope").asString()).isEqualTo("PROVINCE");
        assertThat(set.path("code").asString()).isEqualTo("CN/Guangdong");
        assertThat(set.path("id").asString()).isEqualTo(ID);
        assertThat(api.asked().json().path("reasonCode").asString()).isEqualTo("FILE_CORRECTED");
    }

    @Test
    void aFileIsHandedInAsItIsUnderAnIdThatItCanBeSentAgainWith() throws Exception {
        api.says("POST /v1/intake-files", 202, "{\"id\":\"" + ID + "\",\"state\":\"UPLOADED\",\"rejections\":{}}")
                .says("GET /v1/intake-files/" + ID + "/rejections.csv", 200, "line,column,reason\r\n");
        Path file = Files.writeString(folder.resolve("left service.tsv"), "号码\t…\n");

        CtlForTests sent = CtlForTests.at(
                api, "intake", "send", file.toString(), "--date", "2026-03-02", "--region", "KR", "--id", ID);

        assertThat(sent.exit()).as(sent.err()).isZero();
        assertThat(sent.out()).contains("state  UPLOADED");
        assertThat(api.asked().line())
                .isEqualTo("POST /v1/intake-files?id=" + ID
                        + "&name=left%20service.tsv&fileDate=2026-03-02&region=KR&asking=COHORT");
        assertThat(api.asked().type()).isEqualTo("text/tab-separated-values");
        assertThat(api.asked().body()).isEqualTo("号码\t…\n");
        assertThat(at("intake rejections " + ID).out()).isEqualTo("line,column,reason\r\n");
    }

    @Test
    void aDraftIsChangedAndApprovedByTheRevisionThatWasSeen() throws Exception {
        String draft = "/v1/policies/drafts/" + ID;
        api.says("GET /v1/policies/1", 200, "{\"version\":1,\"document\":" + DOCUMENT + "}")
                .says("POST /v1/policies/drafts", 201, "{\"id\":\"" + ID + "\",\"revision\":1}")
                .says("PUT " + draft, 200, "{\"id\":\"" + ID + "\",\"revision\":2}")
                .says("POST " + draft + "/approval", 412, "{\"code\":\"STALE\",\"present\":{\"revision\":3}}");
        Path next = Files.writeString(
                folder.resolve("next.json"), at("policy show 1 --document").out());

        assertThat(CtlForTests.at(api, "policy", "draft", next.toString(), "--id", ID)
                        .out())
                .startsWith("drafted\n");
        JsonNode drafted = api.asked().json();
        assertThat(CtlForTests.at(api, "policy", "draft", next.toString(), "--id", ID, "--revision", "1")
                        .out())
                .startsWith("changed\n");
        ApiForTests.Request changed = api.asked();
        CtlForTests approved = at("policy approve " + ID + " --revision 2");

        assertThat(drafted.path("document").path("freezeDays").asInt()).isEqualTo(120);
        assertThat(drafted.path("id").asString()).isEqualTo(ID);
        assertThat(changed.ifMatch()).isEqualTo("\"1\"");
        assertThat(changed.json().propertyNames()).containsExactly("document");
        assertThat(api.asked().ifMatch()).isEqualTo("\"2\"");
        assertThat(approved.exit()).isEqualTo(1);
        assertThat(approved.err()).contains("it was changed since; read revision 3 first");
        assertThat(CtlForTests.at(api, "policy", "draft", next.toString(), "--revision", "1")
                        .exit())
                .as("of which draft?")
                .isEqualTo(2);
    }

    @Test
    void aPlatformIsTakenInAndItsSecretsArePrinted() {
        api.says("POST /v1/platforms", 201, "{\"code\":\"bank-two\",\"shownOnce\":{\"toPlatform\":\"whsec_AA==\"}}");

        CtlForTests created =
                at("platform create bank-two --name-zh 银行 --name-en Bank --kind LENDER --jurisdictions CN,US"
                        + " --endpoint https://bank.example/hooks --form SM3 --acknowledge-enumerable");

        assertThat(created.exit()).as(created.err()).isZero();
        assertThat(created.out()).contains("whsec_AA==");
        JsonNode sent = api.asked().json();
        assertThat(sent.path("code").asString()).isEqualTo("bank-two");
        assertThat(sent.path("jurisdictions").valueStream().map(JsonNode::asString))
                .containsExactly("CN", "US");
        assertThat(sent.path("delivery").asString()).isEqualTo("PUSH");
        assertThat(sent.path("identifierForm").asString()).isEqualTo("SM3");
        assertThat(sent.path("enumerableAcknowledged").asBoolean()).isTrue();
        assertThat(sent.path("batchLimit").isInt()).isTrue();
        at("platform create bank-two --name-zh 银行 --name-en Bank --kind LENDER --jurisdictions CN --fetches");
        assertThat(api.asked().json().propertyNames())
                .containsExactlyInAnyOrder(
                        "code",
                        "nameZh",
                        "nameEn",
                        "kind",
                        "jurisdictions",
                        "identifierForm",
                        "batchLimit",
                        "ratePerSecond",
                        "delivery");
    }

    @Test
    void aPlatformIsChangedByTheRevisionThatWasSeenAndWhatIsNotGivenStays() {
        api.says("GET /v1/platforms/bank-one", 200, """
                        {"code":"bank-one","nameZh":"银行","nameEn":"Bank","kind":"LENDER","jurisdictions":["CN"],"delivery":"PULL",
                        "endpoint":null,"identifierForm":"SM3","batchLimit":500,"ratePerSecond":100,"statusPushes":false,"active":true,
                        "revision":4}""")
                .says("PUT /v1/platforms/bank-one", 412, "{\"code\":\"STALE\",\"present\":{\"revision\":5}}");

        CtlForTests changed = at("platform change bank-one --rate 20 --revision 4");

        assertThat(changed.exit()).isEqualTo(1);
        assertThat(changed.err()).contains("read revision 5 first");
        assertThat(api.asked().ifMatch()).isEqualTo("\"4\"");
        JsonNode sent = api.asked().json();
        assertThat(sent.path("ratePerSecond").asInt()).isEqualTo(20);
        assertThat(sent.path("batchLimit").asInt()).isEqualTo(500);
        assertThat(sent.propertyNames()).doesNotContain("endpoint", "active", "revision");
    }

    @Test
    void anEndpointThatDoesNotHearUsIsNotDone() {
        api.says("POST /v1/platforms/bank-one/ping", 200, """
                {"heard":false,"status":302,"problem":"HTTP_302","millis":4}""");
        CtlForTests unheard = at("platform ping bank-one");
        assertThat(unheard.exit()).isEqualTo(1);
        assertThat(unheard.out()).contains("HTTP_302");

        api.says("POST /v1/platforms/bank-one/ping", 200, """
                {"heard":true,"status":204,"problem":null,"millis":4}""");
        assertThat(at("platform ping bank-one").exit()).isZero();
    }

    @Test
    void aSecretIsReplacedAndAPlatformSwitchedOffAndOn() {
        api.says("POST /v1/platforms/bank-one/secrets", 200, "{\"shownOnce\":{\"fromPlatform\":\"whsec_BB==\"}}")
                .says("POST /v1/platforms/bank-one/suspend", 200, "{\"active\":false}")
                .says("POST /v1/platforms/bank-one/resume", 409, "{\"code\":\"NOT_REACHED\",\"detail\":\"ping it\"}");

        assertThat(at("platform rotate bank-one --direction FROM_PLATFORM --old-ends-after PT0S")
                        .out())
                .contains("whsec_BB==");
        assertThat(api.asked().json().path("oldEndsAfter").asString()).isEqualTo("PT0S");
        assertThat(at("platform suspend bank-one --reason MAINTENANCE").out()).contains("active  no");
        assertThat(api.asked().json().path("reasonCode").asString()).isEqualTo("MAINTENANCE");
        CtlForTests refused = at("platform resume bank-one --reason MAINTENANCE_OVER");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("NOT_REACHED: ping it");
    }

    @Test
    void aLogIsReadPageByPageAndABatchSentAgain() {
        api.says("GET /v1/platforms/bank-one/deliveries", 200, """
                        {"deliveries":[{"id":7,"type":"unbind.requested","problem":"TIMEOUT","status":null}],"next":"Nw"}""")
                .says("POST /v1/platforms/bank-one/deliveries/7/resend", 200, """
                        {"delivery":{"id":7},"problem":"CONNECTION"}""");

        CtlForTests log = at("platform log bank-one --problems --limit 1");
        assertThat(log.out()).contains("unbind.requested", "TIMEOUT").endsWith("more: --after Nw\n");
        assertThat(api.asked().line()).isEqualTo("GET /v1/platforms/bank-one/deliveries?problems=true&limit=1");
        assertThat(at("platform resend bank-one 7").exit())
                .as("it was tried, and not taken")
                .isEqualTo(1);
    }

    @Test
    void aBrokenAuditIsNotDone() {
        api.says("GET /v1/audit/verification", 200, "{\"intact\":false,\"entry\":5,\"why\":\"CHANGED\"}");
        assertThat(at("audit verify")).isEqualTo(new CtlForTests(1, "broken at entry 5: CHANGED\n", ""));

        api.says("GET /v1/audit/verification", 200, "{\"intact\":true,\"entries\":7,\"head\":\"ab\"}");
        assertThat(at("audit verify")).isEqualTo(new CtlForTests(0, "intact, 7 entries, head ab\n", ""));
    }

    private CtlForTests at(String typed) {
        return CtlForTests.at(api, CtlForTests.words(typed));
    }

    @Test
    void aYearIsEnteredAndWrittenAnewAsTheFileHasIt() throws IOException {
        String path = "/v1/calendars/CN/2027";
        String year = "{\"jurisdiction\":\"CN\",\"year\":2027,\"holidays\":[\"2027-01-01\"],\"makeUpDays\":[],"
                + "\"source\":\"State Council\",\"editedBy\":\"policy-admin\",\"revision\":1}";
        api.says("GET " + path, 200, year).says("PUT " + path, 201, year);
        CtlForTests shown = at("calendar show CN 2027 --document");
        Path file = Files.writeString(folder.resolve("2027.json"), shown.out());

        CtlForTests entered = at("calendar enter CN 2027 " + file);
        assertThat(entered.exit()).as(entered.err()).isZero();
        assertThat(entered.out()).startsWith("entered\n");
        assertThat(api.asked().ifMatch()).isNull();
        assertThat(api.asked().json().toString())
                .isEqualTo("{\"holidays\":[\"2027-01-01\"],\"makeUpDays\":[],\"source\":\"State Council\"}");
        CtlForTests anew = at("calendar enter CN 2027 " + file + " --revision 1");

        assertThat(anew.out()).startsWith("written anew\n");
        assertThat(api.asked().ifMatch()).isEqualTo("\"1\"");
        assertThat(at("calendar enter CN 2027 " + folder.resolve("nothing")).exit())
                .isEqualTo(2);
        Files.writeString(file, "[]");
        assertThat(at("calendar enter CN 2027 " + file).err()).contains("no JSON document");
    }

    @Test
    void filesThatCameInAreListedPageByPage() {
        api.says("GET /v1/intake-files", 200, "{\"files\":[],\"next\":null}");

        assertThat(at("intake list --limit 20 --after MDE").out()).isEqualTo("none\n");

        assertThat(api.asked().line()).isEqualTo("GET /v1/intake-files?after=MDE&limit=20");
    }

    @Test
    void yearsThatAreMissedAreARemark() {
        api.says("GET /v1/calendars", 200, "{\"years\":[],\"missing\":[{\"jurisdiction\":\"CN\",\"year\":2027}]}");

        CtlForTests listed = at("calendar list");

        assertThat(listed.out()).isEqualTo("none\n");
        assertThat(listed.err()).isEqualTo("missing: CN 2027\n");
    }

    @Test
    void aDoubtIsReadAndAccepted() {
        String doubts = "/v1/platforms/bank-one/doubts";
        api.says("GET " + doubts, 200, "[]").says("POST " + doubts + "/accept", 200, "[]");

        assertThat(at("doubt list bank-one").out()).isEqualTo("none\n");
        CtlForTests accepted = at("doubt accept bank-one --jurisdiction CN --reason MADE_SURE");

        assertThat(accepted.exit()).as(accepted.err()).isZero();
        assertThat(api.asked().json().toString()).isEqualTo("{\"jurisdiction\":\"CN\",\"reasonCode\":\"MADE_SURE\"}");
        at("doubt accept bank-one --reason MADE_SURE");
        assertThat(api.asked().json().has("jurisdiction")).isFalse();
    }

    @Test
    void aCertificateIsReadAsWhatItStatesOrAsItWasSigned() {
        String jws = "eyJhbGciOiJFUzI1NiJ9."
                + Base64.getUrlEncoder().withoutPadding().encodeToString("{\"jti\":\"c\"}".getBytes(UTF_8)) + ".eA";
        api.says("GET /v1/certificates/" + ID, 200, jws)
                .says("GET /.well-known/reissue-certificates.json", 200, "{\"keys\":[]}");

        assertThat(at("certificate show " + ID).out()).isEqualTo("jti  c\n");
        assertThat(at("certificate show " + ID + " --jws").out()).isEqualTo(jws + "\n");
        assertThat(at("--json certificate show " + ID).out()).isEqualTo(jws + "\n");
        assertThat(at("certificate keys").out()).contains("\"keys\"");
        api.says("GET /v1/certificates/" + ID, 200, "<html>");
        assertThat(at("certificate show " + ID).exit()).isEqualTo(4);
    }
}
