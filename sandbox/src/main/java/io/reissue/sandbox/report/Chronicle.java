package io.reissue.sandbox.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the tables forget: a purged number takes its stuck days with it, a cohort whose last member was purged its outcomes. So somebody
 * looks at them while time goes by, once a day, at outcomes once a week, and keeps in the data folder what was seen, across restarts.
 */
public final class Chronicle {
    private static final String NAME = "chronicle.json";

    /** A cohort's outcomes are there for weeks before its last member is purged. */
    private static final Duration BETWEEN_OUTCOMES = Duration.ofDays(7);

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /**
     * What has been seen.
     *
     * @param tallies by cohort, then by the code of a platform, as last seen
     * @param answers by the code of a platform: seconds from sending a batch to its first answer
     * @param spans by cohort and stage: when the first and the last batch was answered
     * @param stuck by cycle: in which words and when it was first seen stuck
     * @param answersUntil up to which instant answers have been counted, and outcomes seen
     * @param followed the cycle whose life is told; null: none yet
     */
    record Seen(
            List<Story.Day> days,
            Map<String, Map<String, Tally>> tallies,
            Map<String, List<Long>> answers,
            Map<String, Span> spans,
            Map<String, Stuck> stuck,
            Instant answersUntil,
            @Nullable Followed followed) {
        static Seen nothing() {
            return new Seen(
                    new ArrayList<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    Instant.EPOCH,
                    null);
        }
    }

    record Span(Instant first, Instant last) {
        Span with(Instant other) {
            return new Span(other.isBefore(first) ? other : first, other.isAfter(last) ? other : last);
        }
    }

    record Stuck(String reason, Instant since) {}

    /** A cycle and, once it was sealed, with whom: its purge makes that impossible to tell. */
    record Followed(
            String cycle, @Nullable String cohort, @Nullable Instant sealedAt) {}

    private final Observations observations;
    private final Path file;
    private Seen seen;

    /**
     * Goes on with what was seen before, if anything was.
     *
     * @param zone whose days are counted
     * @param folder where it is kept
     */
    public Chronicle(JdbcClient jdbc, ZoneId zone, Path folder) {
        this(new TableObservations(jdbc, zone), folder);
    }

    Chronicle(Observations observations, Path folder) {
        this.observations = observations;
        this.file = folder.resolve(NAME);
        this.seen = Files.exists(file) ? read() : Seen.nothing();
    }

    /** Chooses the cycle whose life is told in the end, unless one was chosen before. */
    public void follow(String cycle) {
        if (seen.followed() == null) follow(new Followed(cycle, null, null));
    }

    private void follow(Followed followed) {
        seen = new Seen(
                seen.days(), seen.tallies(), seen.answers(), seen.spans(), seen.stuck(), seen.answersUntil(), followed);
    }

    /**
     * Looks, if the day is a new one; days on which nothing happens are left out. Cheap enough to be called at every step. While the
     * database is away it sees nothing: who only looks on is not to end the run.
     */
    public void look(Instant now) {
        LocalDate day = observations.day(now);
        List<Story.Day> days = seen.days();
        if (!days.isEmpty() && !day.isAfter(days.getLast().day())) return;
        try {
            lookAt(day, now);
        } catch (DataAccessException away) {
            // the next step looks again
        }
    }

    private void lookAt(LocalDate day, Instant now) {
        Story.Day numbers = observations.numbersOn(day);
        observations.stuck().forEach(seen.stuck()::putIfAbsent);
        Followed followed = seen.followed();
        if (followed != null && followed.cohort() == null) {
            observations.sealed(followed.cycle()).ifPresent(this::follow);
        }
        if (seen.answersUntil().plus(BETWEEN_OUTCOMES).isBefore(now)) lookAtOutcomes(now);
        seen.days().add(numbers);
    }

    /** Looks for the last time, whatever the day. */
    public void close(Instant now) {
        look(now);
        // what is answered at this very instant counts too
        lookAtOutcomes(now.plusMillis(1));
    }

    private void lookAtOutcomes(Instant now) {
        observations
                .tallies()
                .forEach((cohort, tallies) -> seen.tallies()
                        .computeIfAbsent(cohort, unknown -> new TreeMap<>())
                        .putAll(tallies));
        for (Observations.Answered answered : observations.answers(seen.answersUntil(), now)) {
            seen.answers()
                    .computeIfAbsent(answered.platform(), unknown -> new ArrayList<>())
                    .add(answered.seconds());
            if (!answered.asStage()) continue;
            seen.spans()
                    .merge(
                            answered.cohortAndStage(),
                            new Span(answered.at(), answered.at()),
                            (before, one) -> before.with(one.first()));
        }
        seen = new Seen(seen.days(), seen.tallies(), seen.answers(), seen.spans(), seen.stuck(), now, seen.followed());
        write();
    }

    Seen seen() {
        return seen;
    }

    private Seen read() {
        try {
            Seen kept = JSON.readValue(Files.readString(file), Seen.class);
            return new Seen(
                    new ArrayList<>(kept.days()),
                    new TreeMap<>(kept.tallies()),
                    new TreeMap<>(kept.answers()),
                    new TreeMap<>(kept.spans()),
                    new TreeMap<>(kept.stuck()),
                    kept.answersUntil(),
                    kept.followed());
        } catch (IOException e) {
            throw new UncheckedIOException("the chronicle can't be read", e);
        }
    }

    private void write() {
        Path next = file.resolveSibling(NAME + ".new");
        try {
            Files.writeString(next, JSON.writeValueAsString(seen));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the chronicle can't be written", e);
        }
    }
}
