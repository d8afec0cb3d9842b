package io.reissue.sandbox.kill;

import io.reissue.sandbox.kill.trap.KillPoint;
import io.reissue.sandbox.kill.trap.KillPoint.Moment;
import io.reissue.sandbox.kill.trap.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Where sandboxes are killed, drawn by seed: which runs come by which points, and at which occasion. */
final class KillPoints {
    /** What a number, a cohort and the file that they come from must not be hurt in. */
    private static final Set<Place> LIFE = EnumSet.of(
            Place.UPLOAD,
            Place.DISCLOSE,
            Place.COMMAND,
            Place.SEAL,
            Place.DELIVER,
            Place.ANSWER,
            Place.RESTORE,
            Place.FINISH);

    private KillPoints() {}

    /** One run that is killed once in each step of a life, before the commit in one half of them and after it in the other. */
    static List<KillPoint> once(long seed) {
        Random random = new Random(seed);
        List<Place> places = new ArrayList<>(LIFE);
        Collections.shuffle(places, random);
        return IntStream.range(0, places.size())
                .mapToObj(i -> point(places.get(i), i % 2 == 0 ? Moment.BEFORE_COMMIT : Moment.AFTER_COMMIT, random))
                .sorted(Comparator.comparing(KillPoint::place))
                .toList();
    }

    /** Both moments of every place, spread over four runs: for each run its points, in the order in which it comes by. */
    static List<List<KillPoint>> all(long seed) {
        Random random = new Random(seed);
        List<Place> places = new ArrayList<>(List.of(Place.values()));
        Collections.shuffle(places, random);
        int half = places.size() / 2;
        List<List<KillPoint>> runs = new ArrayList<>();
        for (List<Place> some : List.of(places.subList(0, half), places.subList(half, places.size()))) {
            List<KillPoint> one = new ArrayList<>();
            List<KillPoint> other = new ArrayList<>();
            for (Place place : some) {
                boolean swap = random.nextBoolean();
                (swap ? other : one).add(point(place, Moment.BEFORE_COMMIT, random));
                (swap ? one : other).add(point(place, Moment.AFTER_COMMIT, random));
            }
            runs.add(one);
            runs.add(other);
        }
        runs.forEach(run -> run.sort(Comparator.comparing(KillPoint::place)));
        return runs;
    }

    private static KillPoint point(Place place, Moment moment, Random random) {
        return new KillPoint(place, moment, 1 + random.nextInt(place.latest()));
    }
}
