package io.reissue.recycle;

import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform;
import io.reissue.fake.SimulatedPlatform.Reply;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Account;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Answer.Said;
import io.reissue.platforms.Exchange;
import io.reissue.platforms.OutgoingBatch;
import io.reissue.platforms.OutgoingItem;
import io.reissue.platforms.PlatformConnector;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.store.platform.Platform;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
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
    private final Map<String, String> cycles = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();

    PlatformsInMemory(Fleet fleet) {
        this.fleet = fleet;
    }

    /** One item that a platform was sent, whether it arrived or not. */
    record Sent(Verb verb, String platform, String cycleId, UUID batch, int ref) {}

    /** A number with an account everywhere. */
    void bind(String e164, String cycleId) {
        cycles.put(e164, cycleId);
        fleet.platforms().forEach(platform -> platform.hasAccount(cycleId, Fleet.account(platform)));
    }

    /** Everything any platform was sent, in order. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    @Override
    public Exchange send(Platform platform, OutgoingBatch batch) throws PlatformUnavailable {
        SimulatedPlatform simulated = fleet.platform(platform.code());
        Verb verb = batch.type().equals("restore.requested") ? Verb.RESTORE : Verb.UNBIND;
        List<Result> results = new ArrayList<>();
        for (OutgoingItem item : batch.items()) {
            String cycle = Objects.requireNonNull(cycles.get(item.e164()), "a number that nobody has");
            sent.add(new Sent(verb, platform.code(), cycle, batch.batch(), item.ref()));
            take(simulated, verb, batch.batch(), cycle)
                    .map(reply -> result(simulated, item.ref(), cycle, reply))
                    .ifPresent(results::add);
        }
        return results.isEmpty()
                ? new Exchange(Exchange.Kind.DELIVERED, 202, null)
                : new Exchange(Exchange.Kind.ANSWERED, 200, new Answer(1, 1, null, results));
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
        List<Account> accounts = reply.said() == Said.UNBOUND
                ? List.of(new Account(
                        Objects.requireNonNull(platform.detached().get(cycle)).handle(), Said.UNBOUND))
                : List.of();
        return new Result(ref, reply.said(), reply.reason(), null, accounts);
    }
}
