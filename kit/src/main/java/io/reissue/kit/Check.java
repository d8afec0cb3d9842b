package io.reissue.kit;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that the protocol asks of a partner, and how to see whether it is kept.
 *
 * @param sentence what holds where it is kept
 * @param section of the protocol
 * @param protocol what that section says
 */
record Check(String id, String sentence, String section, String protocol, Procedure procedure) {
    /** Returns when the protocol is kept; throws {@link Violation} or {@link NotSeen}. */
    interface Procedure {
        void look(Carrier carrier);
    }

    /** Of a partner that is called, in the order in which they are made; those that look back at all answers come last. */
    static List<Check> ofEndpoint() {
        return together(
                TrustChecks.all(),
                FormChecks.all(),
                StatusChecks.all(),
                UnbindChecks.all(),
                RestoreChecks.all(),
                AnswerChecks.all());
    }

    /** Of a partner that fetches. */
    static List<Check> ofFetching() {
        return together(FetchChecks.all(), AnswerChecks.all(), FetchChecks.lookingBack());
    }

    /** Of a partner that reads the status feed, whether it is called or fetches. */
    static List<Check> ofFeed() {
        return FeedChecks.all();
    }

    @SafeVarargs
    static List<Check> together(List<Check>... some) {
        return Stream.of(some).flatMap(List::stream).toList();
    }

    Result make(Carrier carrier) {
        try {
            procedure.look(carrier);
            return Result.held(this);
        } catch (Violation violation) {
            return Result.broken(this, violation);
        } catch (NotSeen missing) {
            return Result.notSeen(this, String.valueOf(missing.getMessage()));
        } finally {
            carrier.tidy();
        }
    }
}
