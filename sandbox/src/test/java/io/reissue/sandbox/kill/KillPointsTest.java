package io.reissue.sandbox.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.kill.trap.KillPoint;
import io.reissue.sandbox.kill.trap.KillPoint.Moment;
import io.reissue.sandbox.kill.trap.Place;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillPointsTest {
    private record Side(Place place, Moment moment) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyPlaceIsHitOnceOnEachSideOfItsCommitWhateverTheSeed(long seed) {
        List<KillPoint> points =
                KillPoints.all(seed).stream().flatMap(List::stream).toList();

        assertThat(points.stream().map(point -> new Side(point.place(), point.moment())))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Place.values())
                        .flatMap(place -> Stream.of(Moment.values()).map(moment -> new Side(place, moment)))
                        .toList());
        assertThat(points).hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneRunIsHitInEachStepOfALifeOnBothSidesOfCommits(long seed) {
        List<KillPoint> points = KillPoints.once(seed);

        assertThat(points.stream().map(KillPoint::place))
                .contains(
                        Place.DISCLOSE,
                        Place.COMMAND,
                        Place.BULK,
                        Place.SEAL,
                        Place.SEND,
                        Place.DELIVER,
                        Place.ANSWER,
                        Place.RESTORE,
                        Place.FINISH);
        assertThat(points.stream().map(KillPoint::moment)).contains(Moment.values());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRunComesByItsPlacesInTheirOrder(long seed) {
        assertThat(Stream.concat(Stream.of(KillPoints.once(seed)), KillPoints.all(seed).stream()))
                .allSatisfy(run -> assertThat(run.stream().map(KillPoint::place))
                        .isSorted()
                        .doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @ValueSource(strings = {"deliver before-commit 3", "seal after-commit 1"})
    void aPointIsReadAsItIsWritten(String point) {
        assertThat(KillPoint.parse(point)).hasToString(point);
    }
}
