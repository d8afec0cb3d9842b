package io.reissue.edge.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.policy.PoliciesForTests;
import io.reissue.store.policy.WorkingYears;
import io.reissue.store.policy.WorkingYears.Missing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;

class CalendarControllerTest {
    private static final String PATH = "/v1/calendars/CN/2027";
    private static final String NOTICE =
            "{\"holidays\":[\"2027-01-01\"],\"makeUpDays\":[\"2027-02-20\"],\"source\":\"State Council, 2027\"}";

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final WorkingYears years = new WorkingYears(
            store.transaction(), store.jdbc(), store.clock(), new AuditLog(store.jdbc(), store.clock()));
    private final EdgeForTests edge = new EdgeForTests(CalendarController.class, WorkingYears.class, years);

    @AfterEach
    void close() {
        edge.close();
        store.close();
    }

    @Test
    void aYearIsEnteredReadAndWrittenAnewByWhoSawIt() throws Exception {
        assertThat(edge.read("auditor-a", PATH).getStatus()).isEqualTo(404);
        var entered = put("policy-a", null, NOTICE);
        assertThat(entered.getStatus()).isEqualTo(201);
        assertThat(entered.getHeader("ETag")).isEqualTo("\"1\"");
        assertThat(parts.policies().workingDays("CN").isWorkingDay(LocalDate.of(2027, 2, 20)))
                .isTrue();

        assertThat(put("policy-b", null, NOTICE).getStatus())
                .as("somebody has entered it")
                .isEqualTo(412);
        var edited = put("policy-b", "\"1\"", NOTICE.replace("2027-01-01", "2027-01-04"));
        assertThat(edited.getStatus()).isEqualTo(200);
        var stale = put("policy-a", "\"1\"", NOTICE);
        assertThat(stale.getStatus()).isEqualTo(412);
        assertThat(stale.getHeader("ETag")).isEqualTo("\"2\"");
        assertThat(stale.getContentAsString()).contains("2027-01-04", "\"editedBy\":\"policy-b\"");
        assertThat(edge.read("shop-a", PATH).getContentAsString()).contains("\"holidays\":[\"2027-01-04\"]");
        assertThat(put("policy-a", "\"1\"", NOTICE.replace("2027-", "2028-"), "/v1/calendars/CN/2028")
                        .getStatus())
                .as("what is not there")
                .isEqualTo(412);
    }

    @Test
    void whatAPersonEnteredOutlivesTheNextStart() throws Exception {
        parts.policies().putYear("CN", 2027, Set.of(), Set.of(), "configured");
        put("policy-a", "\"1\"", NOTICE);

        parts.policies().putYear("CN", 2027, Set.of(), Set.of(), "configured");

        assertThat(years.find("CN", 2027).orElseThrow().source()).isEqualTo("State Council, 2027");
    }

    @Test
    void aYearThatCannotBeIsRefusedAndNothingIsKept() throws Exception {
        refused(NOTICE.replace("2027-01-01", "2026-01-01"), "OTHER_YEAR");
        refused(NOTICE.replace("2027-01-01", "2027-02-20"), "HOLIDAY_AND_MAKE_UP");
        refused(NOTICE.replace("State Council, 2027", " "), "SOURCE_MISSING");
        assertThat(put("policy-a", null, NOTICE, "/v1/calendars/CN/20270").getContentAsString())
                .contains("NO_SUCH_YEAR");
        var elsewhere = put("policy-a", null, NOTICE, "/v1/calendars/ZZ/2027");
        assertThat(elsewhere.getStatus()).isEqualTo(409);
        assertThat(elsewhere.getContentAsString()).contains("UNKNOWN_JURISDICTION");
        assertThat(put("policy-a", null, "{\"makeUpDays\":[],\"source\":\"x\"}").getStatus())
                .isEqualTo(400);
        assertThat(put("policy-a", null, NOTICE.replace("\"2027-01-01\"", "null"))
                        .getStatus())
                .isEqualTo(400);
        assertThat(put("operator-a", null, NOTICE).getStatus()).isEqualTo(403);
        assertThat(edge.read("auditor-a", PATH).getStatus()).isEqualTo(404);
    }

    @Test
    void theDatabaseItselfTakesDaysOfThatYearOnly() {
        org.assertj.core.api.Assertions.assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() ->
                        parts.policies().putYear("CN", 2027, Set.of(LocalDate.of(2028, 1, 1)), Set.of(), "configured"));
    }

    @Test
    void aYearIsMissedSixtyDaysBeforeItBegins() throws Exception {
        parts.policies().putYear("CN", 2026, Set.of(), Set.of(), "configured");
        parts.policies().put(PoliciesForTests.document("CN", LocalDate.of(2026, 1, 1), 120, 40));
        parts.policies().put(PoliciesForTests.document("XD", LocalDate.of(1970, 1, 1), 20, 10));
        store.clock().set(Instant.parse("2026-11-01T15:59:59Z"));
        assertThat(years.missing()).isEmpty();

        store.clock().set(Instant.parse("2026-11-01T16:00:00Z"));
        assertThat(years.missing()).containsExactly(new Missing("CN", 2027));
        assertThat(edge.read("operator-a", "/v1/calendars").getContentAsString())
                .contains("\"missing\":[{\"jurisdiction\":\"CN\",\"year\":2027}]");

        put("policy-a", null, NOTICE);
        assertThat(years.missing()).isEmpty();
    }

    private void refused(String body, String code) throws Exception {
        var answer = put("policy-a", null, body);
        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getContentAsString()).contains("\"code\":\"" + code + "\"");
    }

    private MockHttpServletResponse put(String who, @Nullable String seen, String body) throws Exception {
        return put(who, seen, body, PATH);
    }

    private MockHttpServletResponse put(String who, @Nullable String seen, String body, String path) throws Exception {
        return edge.change(who, HttpMethod.PUT, path, seen, body);
    }
}
