package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpServer;
import io.reissue.sandbox.platforms.manners.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All simulated platforms on one loopback port, with a control port beside it for whoever judges the outcome. They do nothing
 * by themselves: what is to happen later waits until {@link #postDue} is called. Survives a killed process.
 */
public final class SimulatedPlatforms implements AutoCloseable {
    private final Map<String, PlatformProfile> platforms = new LinkedHashMap<>();
    private final PlatformStore store;
    private final Accounts accounts;
    private final AnswerQueue queue;
    private final CarrierPost post;
    private final Rounds rounds;
    private final Ledger ledger;
    private final Clock clock;
    private final Ports ports;
    private final Ports controlPorts;
    private final Doors doors;
    private final HttpServer server;
    private final HttpServer control;

    private SimulatedPlatforms(
            PlatformSettings settings,
            List<PlatformProfile> profiles,
            PlatformStore store,
            Clock clock,
            Pace pace,
            Supplier<URI> carrier)
            throws IOException {
        // What is stored and queued is exact to the millisecond, so that a due time read back is never before its
        // cause.
        this.clock = Clock.tick(clock, Duration.ofMillis(1));
        this.store = store;
        this.accounts = new Accounts(store);
        this.queue = new AnswerQueue(store, pace);
        profiles.forEach(platform -> platforms.put(platform.code(), platform));
        PlatformDesk desk = new PlatformDesk(store, accounts, queue, pace);
        this.post = new CarrierPost(store, queue, desk, platforms, this.clock, pace, carrier);
        this.rounds = new Rounds(store, desk, profiles, this.clock, pace, carrier);
        this.ledger = new Ledger(store, platforms);
        this.ports =
                new Ports(store, WebhookEndpoint.PREFIX, new WebhookEndpoint(platforms, desk, store, pace, this.clock));
        this.controlPorts = new Ports(store, ControlEndpoint.PREFIX, new ControlEndpoint(this, ledger));
        this.server = ports.listen("port", settings.port());
        this.control = controlPorts.listen("controlPort", settings.controlPort());
        this.doors = new Doors(ports, pace);
        for (PlatformProfile platform : profiles) {
            Optional<Window> closed = platform.manners().closed();
            if (closed.isPresent()) {
                doors.add(platform, closed.get());
            }
        }
        doors.follow(this.clock.instant());
        server.createContext(FrontDoor.PREFIX, new FrontDoor(this, this.clock));
        server.createContext(NoticeBox.PATH, new NoticeBox());
    }

    /**
     * Opens the store and listens.
     *
     * @param clock signatures, rate limits, manners and expiry follow it
     * @param carrier base of the carrier's partner interface; asked at every post, so it may be known only later
     * @throws IllegalStateException when the folder was made for another seed or count, or another process has it
     */
    public static SimulatedPlatforms start(PlatformSettings settings, Clock clock, Supplier<URI> carrier) {
        return start(settings, PlatformCatalogue.generate(settings.seed(), settings.count()), clock, 1, carrier);
    }

    /** As {@link #start(PlatformSettings, Clock, Supplier)}, with these platforms, and so many of their days in one of the clock's. */
    static SimulatedPlatforms start(
            PlatformSettings settings,
            List<PlatformProfile> profiles,
            Clock clock,
            double timeScale,
            Supplier<URI> carrier) {
        PlatformStore store = new PlatformStore(settings.folder());
        try {
            remember(store, settings.seed() + "/" + profiles.size() + (timeScale == 1 ? "" : "/" + timeScale));
            Pace pace = pace(store, clock, timeScale);
            return new SimulatedPlatforms(settings, profiles, store, clock, pace, carrier);
        } catch (IOException taken) {
            store.close();
            throw new UncheckedIOException(taken);
        } catch (RuntimeException unfit) {
            store.close();
            throw unfit;
        }
    }

    /** Its beginning is kept, or a platform would do after a restart once more what it did before. */
    private static Pace pace(PlatformStore store, Clock clock, double timeScale) {
        if (timeScale == 1) {
            return Pace.OF_THE_CLOCK;
        }
        Instant begin = store.commit(() -> store.firsts.getOrPut("", clock.instant()));
        return new Pace(begin, timeScale);
    }

    private static void remember(PlatformStore store, String madeFor) {
        String present = store.read(() -> store.meta.get("madeFor"));
        if (present == null) {
            store.change(() -> store.meta.put("madeFor", madeFor));
        } else if (!present.equals(madeFor)) {
            throw new IllegalStateException(
                    "the platforms in this folder were made for other settings (seed/count/time scale): " + present
                            + ", not " + madeFor);
        }
    }

    /** Where the platforms listen, but for those that are on a port of their own. */
    public URI base() {
        return Ports.address(server);
    }

    /** Where the control port listens. */
    public URI controlBase() {
        return Ports.address(control);
    }

    /** The platforms, in the order of their stages. */
    public List<PlatformProfile> catalogue() {
        return List.copyOf(platforms.values());
    }

    /** What the carrier registers. */
    public List<PlatformContract> contracts() {
        return platforms.values().stream()
                .map(platform -> PlatformContract.of(
                        platform, doors.base(platform).orElseGet(this::base).resolve(WebhookEndpoint.path(platform))))
                .toList();
    }

    /** When the next platform has something to do or to say. */
    public Optional<Instant> nextDue() {
        return Stream.of(store.read(queue::head).map(AnswerQueue.Head::due), doors.nextEdge(), rounds.nextDue())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** When the last platform that has something to do or to say by then has it. */
    public Optional<Instant> lastDueBy(Instant limit) {
        return store.read(() -> queue.lastDueBy(limit));
    }

    /**
     * Does and posts everything due until then, for each platform in the order of (time, sequence). An answer leaves the queue
     * after a 2xx or a final 4xx; after anything else it is due again ten minutes later.
     */
    public void postDue(Instant upTo) {
        doors.follow(upTo);
        rounds.make(upTo);
        post.postDue(upTo);
    }

    /** Binds accounts in one commit, whatever else the numbers have; one that is there already, by its handle, stays as it is. */
    public void seed(List<Binding> bindings) {
        Instant now = clock.instant();
        store.change(() -> bindings.stream()
                .filter(binding -> !isThere(binding))
                .forEach(binding -> accounts.bind(platform(binding.platform()), binding, now)));
    }

    /**
     * Binds one account as its owner would.
     *
     * @return false when the platform has the number bound as often as it allows: what a new holder meets
     */
    public boolean bind(Binding binding) {
        PlatformProfile platform = platform(binding.platform());
        String identifier = platform.terms().identifierOf(binding.digits());
        Instant now = clock.instant();
        return store.commit(() -> {
            long bound = accounts.of(platform, identifier).stream()
                    .filter(account -> account.state() == Account.State.BOUND)
                    .count();
            if (bound >= platform.accountsPerNumber()) {
                return false;
            }
            accounts.bind(platform, binding, now);
            return true;
        });
    }

    /**
     * Every platform that has, or had, an account under the number.
     *
     * @param digits with country code, without "+"
     */
    public List<NumberAtPlatform> number(String digits) {
        return ledger.number(digits);
    }

    /** How often what happened. */
    public Map<String, Long> counts() {
        return ledger.counts();
    }

    /** The posts that the carrier did not take, oldest first. */
    public List<UndeliveredAnswer> undelivered() {
        return ledger.undelivered();
    }

    @Override
    public void close() {
        server.stop(0);
        control.stop(0);
        doors.close();
        ports.close();
        controlPorts.close();
        post.close();
        rounds.close();
        store.close();
    }

    private boolean isThere(Binding binding) {
        PlatformProfile platform = platform(binding.platform());
        return accounts.of(platform, platform.terms().identifierOf(binding.digits())).stream()
                .anyMatch(account -> account.handle().equals(binding.handle()));
    }

    private PlatformProfile platform(String code) {
        PlatformProfile found = platforms.get(code);
        if (found == null) {
            throw new IllegalArgumentException("no such platform");
        }
        return found;
    }
}
