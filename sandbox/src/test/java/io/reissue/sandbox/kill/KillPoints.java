package io.reissue.sandbox.kill;

import io.reissue.sandbox.kill.trap.KillPoint;
import io.reissue.sandbox.kill.trap.KillPoint.Moment;
import io.reissue.sandbox.kill.trap.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** Where sandboxes are killed, drawn by seed: which runs come by which points, and at which occasion. */
final class KillPoints {
    /** The steps of a life, and the file that it comes from, each on the side of its commit on which more can go wrong. */
    private static final Map<Place, Moment> LIFE = Map.ofEntries(
            // it is on disk, and whom it is for has not heard of it
            Map.entry(Place.UPLOAD, Moment.AFTER_COMMIT),
            Map.entry(Place.DISCLOSE, Moment.AFTER_COMMIT),
            Map.entry(Place.COMMAND, Moment.AFTER_COMMIT),
            Map.entry(Place.FINISH, Moment.AFTER_COMMIT),
            Map.entry(Place.SEAL, Moment.AFTER_COMMIT),
            // it counts as sent, and has not left
            Map.entry(Place.SEND, Moment.AFTER_COMMIT),
            // each of its numbers has its command, and the bulk does not know that it asked for them
            Map.entry(Place.BULK, Moment.BEFORE_COMMIT),
            // a platform has acted or spoken, and nothing of that is on disk
            Map.entry(Place.DELIVER, Moment.BEFORE_COMMIT),
            Map.entry(Place.ANSWER, Moment.BEFORE_COMMIT),
            Map.entry(Place.RESTORE, Moment.BEFORE_COMMIT));

    private KillPoints() {}

    /** One run that is killed once in each step of a life; at which occasion is drawn. */
    static List<KillPoint> once(long seed) {
        Random random = new Random(seed);
        return Stream.of(Place.values())
                .filter(LIFE::containsKey)
                .map(place -> point(place, Objects.requireNonNull(LIFE.get(place)), random))
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
