package io.reissue.sandbox.time;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.InProcessGRPCServer;
import io.temporal.internal.testservice.SteppedServices;
import io.temporal.internal.testservice.SteppedTimer;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/**
 * A Temporal server inside this JVM whose time can be moved. Workers here reach it in-process; a loopback port lets the
 * {@code temporal} command line describe, query and signal. Nothing in it survives a restart: keep the time, start with
 * it again, and start the workflows again from the store.
 *
 * <p>Its time runs at real speed but while {@link VirtualTime} moves it.
 */
public final class VirtualTemporal implements AutoCloseable {
    /** The only namespace that is used; the server takes any. */
    public static final String NAMESPACE = "default";

    private final SteppedTimer timer;
    private final SteppedServices services;
    private final Server server;
    private final InProcessGRPCServer inProcess;
    private final WorkflowServiceStubs stubs;

    private VirtualTemporal(SteppedTimer timer, SteppedServices services, Server server) {
        this.timer = timer;
        this.services = services;
        this.server = server;
        inProcess = new InProcessGRPCServer(services.all());
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setChannel(inProcess.getChannel())
                .build());
    }

    /** Starts on a free port, with virtual time at {@code initial}. */
    public static VirtualTemporal start(Instant initial) {
        return start(initial, 0);
    }

    /**
     * Starts on the given port.
     *
     * @throws UncheckedIOException if it is in use
     */
    public static VirtualTemporal start(Instant initial, int port) {
        var timer = new SteppedTimer(initial.toEpochMilli());
        var services = new SteppedServices(timer);
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        GRPCServerHelper.registerServicesAndHealthChecks(services.all(), builder);
        try {
            return new VirtualTemporal(timer, services, builder.build().start());
        } catch (IOException e) {
            services.close();
            throw new UncheckedIOException("the Temporal server can't listen on port " + port, e);
        }
    }

    /** For clients and workers in this JVM; belongs to this object, which shuts it down. */
    public WorkflowServiceStubs workflowServiceStubs() {
        return stubs;
    }

    /** The loopback port of its gRPC service. */
    public int port() {
        return server.getPort();
    }

    /** Virtual time, in UTC, to the millisecond. */
    public Clock clock() {
        return new VirtualClock(timer, ZoneOffset.UTC);
    }

    public TimeHolds holds() {
        return new TimeHolds(timer);
    }

    /**
     * The way to move time: one per server.
     *
     * @param ahead told each time before it is moved there
     * @param grain how much of virtual time may pass in one step, if something happens in it; zero: each instant is a step
     * @param patience the real time in which a single step has to settle
     */
    public VirtualTime time(DueAnswers answers, Consumer<Instant> ahead, Duration grain, Duration patience) {
        return new VirtualTime(timer, clock(), new PendingTasks(stubs), answers, ahead, grain, patience);
    }

    /** Shut the workers down first. */
    @Override
    public void close() {
        stubs.shutdownNow();
        inProcess.shutdownNow();
        server.shutdownNow();
        services.close();
    }
}
