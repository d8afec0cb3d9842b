package io.reissue.store.answers;

import io.reissue.store.jdbc.Bitmap;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cohorts that a doubted streak spoke about, one by one; what is open in each follows the doubt. */
@Component
class StreakParts {
    private final JdbcClient jdbc;

    StreakParts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Part(UUID cohort, int platform) {}

    /** All, also while answers add to the streak: those keep their own items open. */
    List<Part> of(UUID streak) {
        return jdbc.sql("select cohort_id, platform_id from streak_part where streak_id = :streak order by cohort_id")
                .param("streak", streak)
                .query((row, n) -> new Part(row.getObject("cohort_id", UUID.class), row.getInt("platform_id")))
                .list();
    }

    Optional<BitSet> ordinals(UUID streak, UUID cohort) {
        return jdbc.sql("select ordinals from streak_part where streak_id = :streak and cohort_id = :cohort")
                .param("streak", streak)
                .param("cohort", cohort)
                .query((row, n) -> Bitmap.bits(row.getBytes("ordinals")))
                .optional();
    }

    void forget(UUID streak, UUID cohort) {
        jdbc.sql("delete from streak_part where streak_id = :streak and cohort_id = :cohort")
                .param("streak", streak)
                .param("cohort", cohort)
                .update();
    }

    /** Whether it is doubted still; nobody accepts it before the transaction ends. */
    boolean lockDoubted(UUID streak) {
        return jdbc.sql("""
                select id from streak where id = :streak and doubted_at is not null and accepted_at is null for share
                """)
                .param("streak", streak)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Keeps its steps from running meanwhile. */
    void lockCohort(UUID cohort) {
        jdbc.sql("select id from cohort where id = :cohort for no key update")
                .param("cohort", cohort)
                .query(UUID.class)
                .list();
    }

    BitSet resting(Board board) {
        BitSet resting = new BitSet();
        jdbc.sql("select ordinal from membership where cohort_id = :cohort and not withdrawn")
                .param("cohort", board.cohort())
                .query((row, n) -> row.getInt(1))
                .list()
                .forEach(resting::set);
        return resting;
    }

    /** A cohort that had nobody left to ask about goes on; says whether it had ended. */
    boolean reopenCohort(UUID cohort) {
        return jdbc.sql("update cohort set closed_at = null where id = :cohort and closed_at is not null")
                        .param("cohort", cohort)
                        .update()
                == 1;
    }
}
