package io.reissue.brake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.brake.Brake.Scope;
import io.reissue.brake.BrakeRules.Traits;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeRulesTest {
    private static final String FILE = "01939f0e-0000-7000-8000-000000000001";
    private static final Traits NUMBER = new Traits("CN", "Guangdong", FILE, Set.of("bank-one", "shop-one"));

    @ParameterizedTest(name = "a brake on {0} {1} stops a number from Guangdong: {2}")
    @CsvSource({
        "EVERYTHING, '', true",
        "JURISDICTION, CN, true",
        "JURISDICTION, US, false",
        "PROVINCE, CN/Guangdong, true",
        "PROVINCE, CN/Beijing, false",
        "PROVINCE, Guangdong, false",
        "INTAKE_FILE, 01939f0e-0000-7000-8000-000000000001, true",
        "INTAKE_FILE, 01939f0e-0000-7000-8000-000000000002, false",
        "PLATFORM, bank-one, true",
        "PLATFORM, shop-one, true",
        "PLATFORM, bank-two, false"
    })
    void aBrakeStopsWhatItsScopeNames(Scope scope, String code, boolean stops) {
        Brake brake = brake(1, scope, code);

        assertThat(BrakeRules.stopping(List.of(brake), NUMBER)).isEqualTo(stops ? List.of(brake) : List.of());
    }

    @Test
    void aNumberOfNoKnownProvinceIsStoppedByNoneAndANumberThatNobodyAsksAboutByNoPlatform() {
        Traits bare = new Traits("CN", null, FILE, Set.of());

        assertThat(BrakeRules.stopping(
                        List.of(brake(1, Scope.PROVINCE, "CN/Guangdong"), brake(2, Scope.PLATFORM, "bank-one")), bare))
                .isEmpty();
    }

    @Test
    void ofSeveralTheWidestIsNamedFirstThenTheOldest() {
        Brake platform = brake(1, Scope.PLATFORM, "bank-one");
        Brake later = brake(3, Scope.JURISDICTION, "CN");
        Brake earlier = brake(2, Scope.JURISDICTION, "CN");
        Brake elsewhere = brake(4, Scope.JURISDICTION, "US");

        assertThat(BrakeRules.stopping(List.of(platform, later, elsewhere, earlier), NUMBER))
                .containsExactly(earlier, later, platform);
    }

    @Test
    void aBrakeIsSetForAReasonOnSomethingThatIsKnown() {
        assertThat(BrakeRules.judgeSet("WRONG_UNBINDS", true)).isEmpty();
        assertThat(BrakeRules.judgeSet("WRONG_UNBINDS", false)).contains(BrakeRefusal.UNKNOWN_CODE);
        assertThat(BrakeRules.judgeSet(null, true)).contains(BrakeRefusal.REASON_MISSING);
        assertThat(BrakeRules.judgeSet("because I say so", true)).contains(BrakeRefusal.REASON_MISSING);
    }

    @Test
    void onlyTheSameAgainIsAnsweredWithTheBrakeThatIsThere() {
        UUID id = new UUID(0x7000, 1);
        BrakeWish first = new BrakeWish(id, Scope.JURISDICTION, "CN", "operator-a", "WRONG_UNBINDS");

        assertThat(BrakeRules.judgeRepeated(
                        first, new BrakeWish(id, Scope.JURISDICTION, "CN", "operator-a", "WRONG_UNBINDS")))
                .isEmpty();
        assertThat(List.of(
                        new BrakeWish(id, Scope.PLATFORM, "CN", "operator-a", "WRONG_UNBINDS"),
                        new BrakeWish(id, Scope.JURISDICTION, "KR", "operator-a", "WRONG_UNBINDS"),
                        new BrakeWish(id, Scope.JURISDICTION, "CN", "operator-b", "WRONG_UNBINDS"),
                        new BrakeWish(id, Scope.JURISDICTION, "CN", "operator-a", "COURT_ORDER"),
                        new BrakeWish(id, Scope.JURISDICTION, "CN", "operator-a", null)))
                .allSatisfy(other ->
                        assertThat(BrakeRules.judgeRepeated(first, other)).contains(BrakeRefusal.ID_TAKEN));
    }

    @Test
    void itTakesTwoDifferentPeopleToLiftOne() {
        assertThat(BrakeRules.lifts(Set.of())).isFalse();
        assertThat(BrakeRules.lifts(Set.of("operator-a"))).isFalse();
        assertThat(BrakeRules.lifts(Set.of("operator-a", "operator-b"))).isTrue();
    }

    @Test
    void whatIsLiftedIsNotLiftedByAThirdButSaysSoToTheTwo() {
        Set<String> both = Set.of("operator-a", "operator-b");

        assertThat(BrakeRules.judgeLift(false, Set.of("operator-a"), "operator-a", "MENDED"))
                .isEmpty();
        assertThat(BrakeRules.judgeLift(true, both, "operator-b", "MENDED")).isEmpty();
        assertThat(BrakeRules.judgeLift(true, both, "operator-c", "MENDED")).contains(BrakeRefusal.ALREADY_LIFTED);
        assertThat(BrakeRules.judgeLift(false, Set.of(), "operator-a", null)).contains(BrakeRefusal.REASON_MISSING);
    }

    private static Brake brake(int nth, Scope scope, String code) {
        return new Brake(new UUID(0x7000, nth), scope, code);
    }
}
