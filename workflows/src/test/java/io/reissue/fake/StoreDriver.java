package io.reissue.fake;

import io.reissue.brake.Brake;
import io.reissue.brake.BrakeRefusal;
import io.reissue.brake.BrakeWish;
import io.reissue.cohort.CohortActivities;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.recycle.RecycleActivities;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the contract tests do to a store from outside: the platforms of {@link Fleet#of}(6) under the policy that belongs to them, with
 * {@link Fleet#weekdays} as the calendar. A fresh one starts empty, with its clock at {@link Fleet#START}.
 */
public interface StoreDriver extends AutoCloseable {
    RecycleActivities numbers();

    CohortActivities cohorts();

    Instant now();

    void clockTo(Instant instant);

    /** A number that was disconnected just now, bound at every platform; the id of its cycle. */
    String takeIn(boolean portedIn);

    /** When the platforms are asked about it. */
    Instant askAt(String cycleId);

    /** Opens the cohorts of everything due, without starting anything; their ids. */
    List<String> openDue();

    CommandReceipt command(String cycleId, Command command);

    /** The intake file that all numbers come from; they are from Beijing. */
    String file();

    /** Sets a brake; its id. */
    String setBrake(String actor, Brake.Scope scope, String code);

    /** Wants a brake set under an id of the caller's; why it was not. */
    Optional<BrakeRefusal> setBrake(BrakeWish wish);

    /** Wants a brake lifted; says whether it is. */
    boolean liftBrake(String actor, String brake);

    /** What a required platform's answers have held so far: so many items, so many of them bound. */
    void hasHeld(String platform, long items, long bound);

    /** An operator accepts what of a platform is not believed. */
    void acceptDoubts(String actor, String platform);

    /** How a platform takes what it is sent from now on. */
    void behaves(String platform, SimulatedPlatform.Manner manner, @Nullable RefusalReason refusing);

    /** A platform says something in answer to the batch it was sent last about this number. */
    void answer(String cycleId, String platform, Outcome outcome, @Nullable RefusalReason reason);

    CycleSnapshot state(String cycleId);

    /** How often a platform was sent something about this number. */
    long sent(SimulatedPlatform.Verb verb, String platform, String cycleId);

    /** Everything ever written into the outbox, in order. */
    List<Wake> wakes();

    @Override
    void close();
}
