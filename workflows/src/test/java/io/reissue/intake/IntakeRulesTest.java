package io.reissue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.intake.Judgement.Accepted;
import io.reissue.intake.Judgement.Rejected;
import io.reissue.policy.Asking;
import io.reissue.recycle.Ending;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeRulesTest {
    private static final Map<String, NumberReading> NUMBERS = Map.of(
            "13800138000", new NumberReading.Valid("8613800138000", "CN", "Beijing", "China Mobile"),
            "+12015550123", new NumberReading.Valid("12015550123", "US", "NJ", null),
            "+442079460000", new NumberReading.Valid("442079460000", "GB", null, null),
            "12", new NumberReading.Malformed());
    private static final List<String> HEADER = List.of(
            "number",
            "disconnect_time",
            "reason",
            "activation_date",
            "line_type",
            "ported_from",
            "holder_reference",
            "contact",
            "real_name_until",
            "asking");
    private static final FileFacts FILE =
            new FileFacts(LocalDate.of(2026, 11, 20), Instant.parse("2026-11-22T04:00:00Z"), Asking.COHORT);

    @Test
    void aCancelledNumberGivesACycleThatAsksAsTheFileSays() {
        var accepted = accepted(Map.of());
        assertThat(accepted.line()).isEqualTo(7);
        assertThat(accepted.disconnectedAt()).isEqualTo(Instant.parse("2026-11-19T02:15:30Z"));
        assertThat(accepted.disconnectedOn()).isEqualTo(LocalDate.of(2026, 11, 19));
        assertThat(accepted.activatedOn()).isEqualTo(LocalDate.of(2019, 3, 1));
        assertThat(accepted.ending()).isEqualTo(Ending.RELEASE);
        assertThat(accepted.asking()).isEqualTo(Asking.COHORT);
        assertThat(accepted.limits().jurisdiction()).isEqualTo("CN");
        assertThat(accepted.contact()).isNull();
        assertThat(accepted.realNameUntil()).isNull();
    }

    @Test
    void aPortedInNumberGoesBackToItsDonorAndNobodyIsAsked() {
        var accepted = accepted(Map.of(IntakeColumn.PORTED_FROM, "telco-b", IntakeColumn.ASKING, "ALONE"));
        assertThat(accepted.ending()).isEqualTo(Ending.RETURN_TO_DONOR);
        assertThat(accepted.asking()).isEqualTo(Asking.NOBODY);
    }

    @Test
    void aRowMayAskAlone() {
        assertThat(accepted(Map.of(IntakeColumn.ASKING, "alone")).asking()).isEqualTo(Asking.ALONE);
    }

    @ParameterizedTest(name = "{0} = {1} is rejected as {2}")
    @CsvSource({
        "NUMBER, '', MISSING_VALUE",
        "NUMBER, 12, MALFORMED_NUMBER",
        "NUMBER, +442079460000, FOREIGN_NUMBER",
        "REASON, '', MISSING_VALUE",
        "REASON, BORED, UNKNOWN_REASON",
        "REASON, SUSPENDED_ARREARS, SUSPENDED_ARREARS",
        "REASON, SUSPENDED_ON_REQUEST, SUSPENDED_ON_REQUEST",
        "REASON, PORTED_OUT, PORTED_OUT",
        "LINE_TYPE, '', MISSING_VALUE",
        "LINE_TYPE, SATELLITE, UNKNOWN_LINE_TYPE",
        "DISCONNECT_TIME, '', MISSING_VALUE",
        "DISCONNECT_TIME, yesterday, MALFORMED_DATE",
        "DISCONNECT_TIME, 2026-02-30, MALFORMED_DATE",
        "DISCONNECT_TIME, 1776-07-04, MALFORMED_DATE",
        "DISCONNECT_TIME, 2026-11-22T12:00:01+08:00, DISCONNECT_IN_FUTURE",
        "DISCONNECT_TIME, 2026-11-21, DISCONNECT_AFTER_FILE",
        "ACTIVATION_DATE, '', MISSING_VALUE",
        "ACTIVATION_DATE, 2019-13-01, MALFORMED_DATE",
        "ACTIVATION_DATE, 2026-11-20, DISCONNECT_BEFORE_ACTIVATION",
        "HOLDER_REFERENCE, ' ', MISSING_VALUE",
        "REAL_NAME_UNTIL, soon, MALFORMED_DATE",
        "ASKING, NOBODY, UNKNOWN_ASKING",
        "CONTACT, broken\uFFFDmail, UNDECODABLE"
    })
    void rejects(IntakeColumn column, String value, Rejection code) {
        assertThat(judge(Map.of(column, value))).isEqualTo(new Rejected(7, code, column));
    }

    @Test
    void aSuspendedLineIsRejectedAsSuchEvenWithoutADisconnectTime() {
        assertThat(judge(Map.of(IntakeColumn.REASON, "SUSPENDED_ON_REQUEST", IntakeColumn.DISCONNECT_TIME, "")))
                .isEqualTo(new Rejected(7, Rejection.SUSPENDED_ON_REQUEST, IntakeColumn.REASON));
    }

    @Test
    void aRowWithAColumnTooFewIsRejectedAsAWhole() {
        assertThat(judge(row(Map.of()).subList(0, 9))).isEqualTo(new Rejected(7, Rejection.WRONG_COLUMN_COUNT, null));
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "2026-11-19, 2026-11-18T16:00:00Z",
        "2026/11/19, 2026-11-18T16:00:00Z",
        "20261119, 2026-11-18T16:00:00Z",
        "20261119101530, 2026-11-19T02:15:30Z",
        "2026-11-19 10:15, 2026-11-19T02:15:00Z",
        "2026-11-19T10:15:30, 2026-11-19T02:15:30Z",
        "2026-11-19T10:15:30+09:00, 2026-11-19T01:15:30Z",
        "2026-11-19T10:15:30Z, 2026-11-19T10:15:30Z"
    })
    void datesAreReadAsCarriersWriteThem(String written, Instant meant) {
        assertThat(accepted(Map.of(IntakeColumn.DISCONNECT_TIME, written)).disconnectedAt())
                .isEqualTo(meant);
    }

    @Test
    void theDayOfDisconnectionIsThatOfTheLatestZoneOfTheJurisdiction() {
        var accepted = accepted(
                Map.of(IntakeColumn.NUMBER, "+12015550123", IntakeColumn.DISCONNECT_TIME, "2026-11-20T03:00:00-05:00"));
        assertThat(accepted.disconnectedOn()).isEqualTo(LocalDate.of(2026, 11, 19));
    }

    @Test
    void aRealNameRecordIsKeptOnlyWhereItsTimeIsNotOver() {
        assertThat(accepted(Map.of(IntakeColumn.REAL_NAME_UNTIL, "2028-11-19")).realNameUntil())
                .isEqualTo(LocalDate.of(2028, 11, 19));
        assertThat(accepted(Map.of(IntakeColumn.REAL_NAME_UNTIL, "2026-11-21")).realNameUntil())
                .isNull();
    }

    @Test
    void neitherNumberNorHolderIsShown() {
        assertThat(accepted(Map.of(IntakeColumn.CONTACT, "a@b.example")).toString())
                .isEqualTo("Accepted[line 7]");
        assertThat(String.valueOf(NUMBERS.get("13800138000"))).doesNotContain("138");
    }

    @Test
    void aHeaderNamesEveryColumnOnceInAnyOrder() {
        assertThat(IntakeHeader.of(HEADER)).isPresent();
        assertThat(IntakeHeader.of(HEADER.reversed())).isPresent();
        assertThat(IntakeHeader.of(HEADER.subList(0, 9))).as("without asking").isPresent();
        assertThat(IntakeHeader.of(HEADER.subList(0, 8)))
                .as("without real_name_until")
                .isEmpty();
        assertThat(IntakeHeader.of(with(HEADER, "number")))
                .as("one named twice")
                .isEmpty();
        assertThat(IntakeHeader.of(with(HEADER, "colour")))
                .as("one that nobody knows")
                .isEmpty();
    }

    private static Accepted accepted(Map<IntakeColumn, String> changes) {
        var judgement = judge(changes);
        assertThat(judgement).isInstanceOf(Accepted.class);
        return (Accepted) judgement;
    }

    private static Judgement judge(Map<IntakeColumn, String> changes) {
        return judge(row(changes));
    }

    private static Judgement judge(List<String> fields) {
        var rules = new IntakeRules(
                IntakeHeader.of(HEADER).orElseThrow(),
                FILE,
                written -> NUMBERS.getOrDefault(written, new NumberReading.Malformed()));
        return rules.judge(7, fields);
    }

    private static List<String> row(Map<IntakeColumn, String> changes) {
        var row = new ArrayList<String>();
        for (var column : IntakeColumn.values()) {
            @Nullable String change = changes.get(column);
            row.add(change != null ? change : usual(column));
        }
        return row;
    }

    private static String usual(IntakeColumn column) {
        return switch (column) {
            case NUMBER -> "13800138000";
            case DISCONNECT_TIME -> "2026-11-19 10:15:30";
            case REASON -> "CANCELLED";
            case ACTIVATION_DATE -> "2019-03-01";
            case LINE_TYPE -> "RESIDENTIAL";
            case HOLDER_REFERENCE -> "H-1";
            case PORTED_FROM, CONTACT, REAL_NAME_UNTIL, ASKING -> "";
        };
    }

    private static List<String> with(List<String> names, String another) {
        var all = new ArrayList<>(names);
        all.add(another);
        return all;
    }
}
