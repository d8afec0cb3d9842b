package io.reissue.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.policy.WorkingYear;
import io.reissue.store.policy.WorkingYears;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarPagesTest {
    private static final String CALENDARS = "/console/policies/calendars";
    private static final String YEAR = CALENDARS + "/CN/2051";

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final ConsoleForTests console = new ConsoleForTests(parts);
    private final WorkingYears years = new WorkingYears(
            store.transaction(), store.jdbc(), store.clock(), new AuditLog(store.jdbc(), store.clock()));

    @AfterEach
    void close() {
        console.close();
        store.close();
    }

    @Test
    void aYearIsEnteredAsTheNoticeHasItAndRead() throws Exception {
        String page = console.sendForm("policy-a", YEAR, form(0, "2051-10-02、2051-10-03\n2051-10-04", "2051-09-30"));

        assertThat(page).contains("The year is entered.", "2051-10-02", "<span class=\"none\">Mon</span>", "policy-a");
        assertThat(console.page(YEAR, "zh")).contains("周一", "工作日放假", "全年工作日").doesNotContain("??");
        WorkingYear entered = years.find("CN", 2051).orElseThrow();
        assertThat(entered.holidays())
                .containsExactly(LocalDate.of(2051, 10, 2), LocalDate.of(2051, 10, 3), LocalDate.of(2051, 10, 4));
        // 2051 has 260 weekdays
        assertThat(page).contains("<dd>258</dd>");
        assertThat(console.page(CALENDARS, "en")).contains("CN 2051", "<td class=\"n\">258</td>");
    }

    @Test
    void whatSomebodyChangedMeanwhileIsShownAndNotOverwritten() throws Exception {
        console.sendForm("policy-a", YEAR, form(0, "2051-01-01", ""));

        String twice = console.formAgain("policy-b", YEAR, form(0, "2051-01-01 2051-05-01", ""));
        assertThat(years.find("CN", 2051).orElseThrow().editedBy()).isEqualTo("policy-a");
        assertThat(twice).contains("since you read it (policy-a; State Council)", "<ins>2051-05-01 </ins>");
        assertThat(twice).contains("name=\"revision\" value=\"1\"").doesNotContain("<del>");
        console.sendForm("policy-b", YEAR, form(1, "2051-01-01 2051-05-01", ""));
        String stale = console.formAgain("policy-a", YEAR, form(1, "2051-01-01", ""));

        assertThat(stale).contains("<del>2051-05-01 </del>", "name=\"revision\" value=\"2\"", ">2051-01-01</textarea>");
        assertThat(years.find("CN", 2051).orElseThrow().holidays()).hasSize(2);
        assertThat(console.sendForm("policy-a", YEAR, form(2, "2051-01-01", "")))
                .contains("written anew");
        assertThat(console.formAgain("policy-a", CALENDARS + "/CN/2052", form(3, "", "")))
                .contains("not there any more", "name=\"revision\" value=\"0\"");
        assertThat(years.find("CN", 2052)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN/2051 | 2051-02-30 | | source | This cannot be read: Weekdays off",
                "CN/2051 | | first of May | source | This cannot be read: Weekend days worked",
                "CN/2051 | 2050-05-01 | | source | give days of that year only",
                "CN/2051 | 2051-05-01 | 2051-05-01 | source | a day is off or worked, not both",
                "CN/2051 | | | ' ' | say where the official notice stands",
                "CN/1031 | | | source | give a year from 2000 to 2199",
                "ZZ/2051 | | | source | name a jurisdiction whose numbers are recycled here"
            })
    void aYearThatCannotBeIsNotTakenAndWhatWasTypedIsKept(
            String year, String holidays, String makeUpDays, String source, String why) throws Exception {
        Map<String, String> form = form(0, holidays == null ? "" : holidays, makeUpDays == null ? "" : makeUpDays);
        form.put("source", source);
        List<WorkingYear> before = years.all();

        String page = console.formAgain("policy-a", CALENDARS + "/" + year, form);

        assertThat(page).contains(why);
        if (holidays != null) assertThat(page).contains(">" + holidays + "</textarea>");
        assertThat(years.all()).isEqualTo(before);
    }

    @Test
    void whatSomebodyTypedRunsNowhere() throws Exception {
        Map<String, String> form = form(0, "2051-01-01", "");
        form.put("source", "<script>alert(1)</script>");
        assertThat(console.sendForm("policy-a", YEAR, form))
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert");
        form.put("holidays", "</textarea><script>alert(1)</script>");
        form.put("revision", "1");

        assertThat(console.formAgain("policy-a", YEAR, form)).doesNotContain("<script>alert");
        assertThat(console.page("policy-a", YEAR + "/edit", "en")).doesNotContain("<script>alert");
    }

    @Test
    void aYearIsMissedOnTheOverviewSixtyDaysBeforeItBeginsUntilItIsEntered() throws Exception {
        int next = LocalDate.ofInstant(scene.now(), ZoneId.of("Asia/Shanghai")).getYear() + 1;
        while (years.find("CN", next).isPresent()) next++;
        LocalDate begins = LocalDate.of(next, 1, 1);
        store.clock()
                .set(begins.atStartOfDay(ZoneId.of("Asia/Shanghai"))
                        .toInstant()
                        .minus(Duration.ofDays(60))
                        .minusSeconds(1));
        String edit = CALENDARS + "/CN/" + next + "/edit";
        assertThat(console.page("/console", "en")).doesNotContain("CN " + next);

        store.clock().set(store.clock().instant().plusSeconds(1));

        assertThat(console.page("/console", "en"))
                .contains("Working days that nobody has entered", "CN " + next)
                .doesNotContain(edit);
        assertThat(console.page("policy-a", "/console", "zh")).contains("尚未录入的工作日历", edit);
        assertThat(console.page("policy-a", CALENDARS, "en")).contains(edit);
        console.sendForm("policy-a", CALENDARS + "/CN/" + next, form(0, "", ""));
        assertThat(console.page("/console", "en")).doesNotContain("CN " + next);
    }

    @Test
    void aFormIsFoundByWhatSomebodyTyped() throws Exception {
        var found = console.read(CALENDARS + "/edit?jurisdiction=KR&year=2051");

        assertThat(found.getRedirectedUrl()).isEqualTo(CALENDARS + "/KR/2051/edit");
        assertThat(console.page("policy-a", CALENDARS + "/KR/2051/edit", "en"))
                .contains("Enter a year", "· KR 2051", "name=\"revision\" value=\"0\"");
        assertThat(console.read(CALENDARS + "/edit?jurisdiction=../..&year=2051")
                        .getStatus())
                .isEqualTo(404);
        assertThat(console.read(CALENDARS + "/KR/2051").getStatus()).isEqualTo(404);
    }

    private static Map<String, String> form(int revision, String holidays, String makeUpDays) {
        return new HashMap<>(Map.of(
                "revision",
                String.valueOf(revision),
                "holidays",
                holidays,
                "makeUpDays",
                makeUpDays,
                "source",
                "State Council"));
    }
}
