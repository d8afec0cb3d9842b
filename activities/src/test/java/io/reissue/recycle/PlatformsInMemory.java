package io.reissue.recycle;

import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform;
import io.reissue.fake.SimulatedPlatform.Reply;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Account;
import io.reissue.outcome.Answer.Result;
import io.reissue.platforms.Exchange;
import io.reissue.platforms.PlatformConnector;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.store.platform.Platform;
import io.reissue.store.protocol.Outgoing;
import io.reissue.store.protocol.OutgoingBatch;
import io.reissue.store.protocol.OutgoingItem;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The platforms of a {@link Fleet} behind the connector, without HTTP between: what they are sent is what the store prepared. */
final class PlatformsInMemory implements PlatformConnector {
    private final Fleet fleet;
    private final InstantSource time;
    private final Map<String, String> cycles = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();

    PlatformsInMemory(Fleet fleet, InstantSource time) {
        this.fleet = fleet;
        this.time = time;
    }

    /** One item that a platform was sent, whether it arrived or not. */
    record Sent(Instant at, Verb verb, String platform, String cycleId, UUID batch, int ref) {}

    /** Whose number it is, from now on. */
    synchronized void belongs(String e164, String cycleId) {
        cycles.put(e164, cycleId);
    }

    /** What a platform says about one item of a batch. */
    record Said(UUID batch, Result result) {}

    /** Everything any platform was sent, in order. */
    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    @Override
    public synchronized Exchange send(Platform platform, Outgoing request) throws PlatformUnavailable {
        if (!(request instanceof OutgoingBatch batch)) return new Exchange(Exchange.Kind.DELIVERED, 204, null);
        SimulatedPlatform simulated = fleet.platform(platform.code());
        Verb verb = batch.type().equals("restore.requested") ? Verb.RESTORE : Verb.UNBIND;
        List<Result> results = new ArrayList<>();
        for (OutgoingItem item : batch.items()) {
            String cycle = Objects.requireNonNull(cycles.get(item.e164()), "a number that nobody has");
            sent.add(new Sent(time.instant(), verb, platform.code(), cycle, batch.batch(), item.ref()));
            take(simulated, verb, batch.batch(), cycle)
                    .map(reply -> result(simulated, item.ref(), cycle, reply))
                    .ifPresent(results::add);
        }
        return results.isEmpty()
                ? new Exchange(Exchange.Kind.DELIVERED, 202, null)
                : new Exchange(Exchange.Kind.ANSWERED, 200, new Answer(1, 1, null, results));
    }

    /** A platform answers all it has taken and not answered. */
    synchronized List<Said> answerWaiting(String platform) {
        SimulatedPlatform simulated = fleet.platform(platform);
        List<Said> answers = new ArrayList<>();
        for (SimulatedPlatform.Pending entry : simulated.drain()) {
            UUID batch = UUID.fromString(entry.batchId());
            Reply reply = simulated.process(entry.verb(), entry.batchId(), entry.cycleId());
            int ref = ref(batch, entry.cycleId());
            answers.add(new Said(batch, result(simulated, ref, entry.cycleId(), reply)));
        }
        return answers;
    }

    private int ref(UUID batch, String cycleId) {
        return sent.stream()
                .filter(item -> item.batch().equals(batch) && item.cycleId().equals(cycleId))
                .findFirst()
                .orElseThrow()
                .ref();
    }

    private static Optional<Reply> take(SimulatedPlatform platform, Verb verb, UUID batch, String cycle)
            throws PlatformUnavailable {
        try {
            return platform.take(verb, batch.toString(), cycle);
        } catch (ApplicationFailure unreachable) {
            throw new PlatformUnavailable("CONNECTION", Duration.ZERO);
        }
    }

    private static Result result(SimulatedPlatform platform, int ref, String cycle, Reply reply) {
        List<Account> accounts = reply.said() == Answer.Said.UNBOUND
                ? List.of(new Account(
                        Objects.requireNonNull(platform.detached().get(cycle)).handle(), Answer.Said.UNBOUND))
                : List.of();
        return new Result(ref, reply.said(), reply.reason(), null, accounts);
    }
}
