package io.reissue.sandbox.kill;

import io.reissue.sandbox.kill.trap.KillPoint;
import io.reissue.sandbox.kill.trap.KillPoint.Moment;
import io.reissue.sandbox.kill.trap.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Both moments of every place, spread by seed over four runs: which run is killed where, and at which occasion, is drawn. */
final class KillPoints {
    private KillPoints() {}

    /** For each run its points, in the order in which it comes by. */
    static List<List<KillPoint>> drawn(long seed) {
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
