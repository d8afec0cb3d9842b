package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

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
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final HttpServer control;

    private SimulatedPlatforms(PlatformSettings settings, PlatformStore store, Clock clock, Supplier<URI> carrier)
            throws IOException {
        // What is stored and queued is exact to the millisecond, so that a due time read back is never before its
        // cause.
        this.clock = Clock.tick(clock, Duration.ofMillis(1));
        this.store = store;
        this.accounts = new Accounts(store);
        this.queue = new AnswerQueue(store);
        for (PlatformProfile platform : PlatformCatalogue.generate(settings.seed(), settings.count())) {
            platforms.put(platform.code(), platform);
        }
        PlatformDesk desk = new PlatformDesk(store, accounts, queue);
        this.post = new CarrierPost(store, queue, desk, platforms, this.clock, carrier);
        remember("madeFor", settings.seed() + "/" + settings.count());
        this.server = listen("port", settings.port());
        this.control = listen("controlPort", settings.controlPort());
        server.createContext(WebhookEndpoint.PREFIX, new WebhookEndpoint(platforms, desk, store, this.clock));
        server.createContext(FrontDoor.PREFIX, new FrontDoor(this, this.clock));
        control.createContext(ControlEndpoint.PREFIX, new ControlEndpoint(this));
        server.setExecutor(threads);
        control.setExecutor(threads);
        server.start();
        control.start();
    }

    /**
     * Opens the store and listens.
     *
     * @param clock signatures, rate limits, silence and expiry follow it
     * @param carrier base of the carrier's partner interface; asked at every post, so it may be known only later
     * @throws IllegalStateException when the folder was made for another seed or count
     */
    public static SimulatedPlatforms start(PlatformSettings settings, Clock clock, Supplier<URI> carrier) {
        PlatformStore store = new PlatformStore(settings.folder());
        try {
            return new SimulatedPlatforms(settings, store, clock, carrier);
        } catch (IOException taken) {
            store.close();
            throw new UncheckedIOException(taken);
        } catch (RuntimeException unfit) {
            store.close();
            throw unfit;
        }
    }

    /** Where the platforms listen. */
    public URI base() {
        return address(server);
    }

    /** Where the control port listens. */
    public URI controlBase() {
        return address(control);
    }

    /** The platforms, in the order of their stages. */
    public List<PlatformProfile> catalogue() {
        return List.copyOf(platforms.values());
    }

    /** What the carrier registers. */
    public List<PlatformContract> contracts() {
        return platforms.values().stream()
                .map(platform -> PlatformContract.of(
                        platform, base().resolve(WebhookEndpoint.PREFIX + platform.code() + "/webhooks")))
                .toList();
    }

    /** When the next platform has something to do or to say. */
    public Optional<Instant> nextDue() {
        return store.read(queue::head).map(AnswerQueue.Head::due);
    }

    /**
     * Does and posts everything due until then, in the order of (time, sequence), on this thread. An answer leaves the queue
     * after a 2xx or a final 4xx; after anything else it is due again ten minutes later.
     */
    public void postDue(Instant upTo) {
        post.postDue(upTo);
    }

    /** Binds accounts in one commit, whatever else the numbers have. */
    public void seed(List<Binding> bindings) {
        Instant now = clock.instant();
        store.commit(() -> {
            bindings.forEach(binding -> add(binding, now));
            return bindings.size();
        });
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
            add(binding, now);
            return true;
        });
    }

    /**
     * Every platform that has, or had, an account under the number, or heard a status event about it.
     *
     * @param digits with country code, without "+"
     */
    public List<NumberAtPlatform> number(String digits) {
        return store.read(() -> platforms.values().stream()
                .map(platform -> at(platform, platform.terms().identifierOf(digits)))
                .filter(found ->
                        !found.accounts().isEmpty() || !found.statusEvents().isEmpty())
                .toList());
    }

    /** How often what happened, by {@code platform/what}: types of requests, repetitions, expiries, refusals, posts by status. */
    public Map<String, Long> counts() {
        return store.read(() -> {
            Map<String, Long> result = new TreeMap<>();
            store.counts.forEach((what, times) -> result.put(what, Long.valueOf(times)));
            return result;
        });
    }

    /** The posts that the carrier did not take, oldest first. */
    public List<UndeliveredAnswer> undelivered() {
        return store.read(() -> store.failures.values().stream()
                .map(failure -> Json.read(failure, UndeliveredAnswer.class))
                .toList());
    }

    @Override
    public void close() {
        server.stop(0);
        control.stop(0);
        threads.close();
        post.close();
        store.close();
    }

    private void add(Binding binding, Instant now) {
        PlatformProfile platform = platform(binding.platform());
        accounts.add(
                platform,
                platform.terms().identifierOf(binding.digits()),
                Account.bound(binding.handle(), binding.boundOn(), binding.sessions(), now));
    }

    private NumberAtPlatform at(PlatformProfile platform, String identifier) {
        String prefix = platform.code() + "/" + identifier + "/";
        Map<String, Integer> events = new TreeMap<>();
        store.events
                .cursor(prefix, prefix + Character.MAX_VALUE, false)
                .forEachRemaining(key -> events.put(
                        key.substring(prefix.length()), Integer.valueOf(store.events.getOrDefault(key, "0"))));
        return new NumberAtPlatform(platform.code(), identifier, accounts.of(platform, identifier), events);
    }

    private PlatformProfile platform(String code) {
        PlatformProfile found = platforms.get(code);
        if (found == null) {
            throw new IllegalArgumentException("no such platform");
        }
        return found;
    }

    private void remember(String what, String value) {
        String present = store.meta.get(what);
        if (present != null && !present.equals(value)) {
            throw new IllegalStateException("this folder was made for seed/count " + present + ", not " + value);
        }
        store.commit(() -> store.meta.put(what, value));
    }

    /** Carriers know an endpoint by its port, so a port once taken is taken again, unless another process has it now. */
    private HttpServer listen(String name, int wanted) throws IOException {
        int kept = Integer.parseInt(store.meta.getOrDefault(name, "0"));
        HttpServer listening;
        try {
            listening = HttpServer.create(on(wanted == 0 ? kept : wanted), 0);
        } catch (BindException taken) {
            if (wanted != 0) {
                throw taken;
            }
            listening = HttpServer.create(on(0), 0);
        }
        String port = Integer.toString(listening.getAddress().getPort());
        store.commit(() -> store.meta.put(name, port));
        return listening;
    }

    private static InetSocketAddress on(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
