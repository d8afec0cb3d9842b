package io.reissue.relay;

import io.reissue.names.WorkflowIds;
import io.reissue.notices.NoticeSender;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.platforms.StatusSender;
import io.reissue.store.cohort.DueCohorts;
import io.reissue.store.cohort.DueCohorts.Opened;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.outbox.Outbox.Kind;
import io.reissue.store.outbox.Outbox.Message;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells Temporal what the outbox holds, each message until it has arrived or is pointless. A workflow that is not there is started:
 * it reads the store, and with it what the message was about.
 */
@Component
public class OutboxRelay {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int AT_ONCE = 200;

    /** Rings reach only this process: what others wrote is found this often, in real time. */
    private static final Duration POLL = Duration.ofMillis(500);

    private final Outbox outbox;
    private final RelayBell bell;
    private final CycleRows cycles;
    private final DueCohorts cohorts;
    private final Starter starter;
    private final NoticeSender notices;
    private final StatusSender statuses;
    private final WorkflowClient client;
    private final Map<Kind, FollowUp> followUps = new EnumMap<>(Kind.class);
    private volatile boolean running;
    private @Nullable Thread thread;

    public OutboxRelay(
            Outbox outbox,
            RelayBell bell,
            CycleRows cycles,
            DueCohorts cohorts,
            Starter starter,
            NoticeSender notices,
            StatusSender statuses,
            WorkflowClient client,
            List<FollowUp> followUps) {
        this.outbox = outbox;
        this.bell = bell;
        this.cycles = cycles;
        this.cohorts = cohorts;
        this.starter = starter;
        this.notices = notices;
        this.statuses = statuses;
        this.client = client;
        followUps.forEach(step -> this.followUps.put(step.kind(), step));
    }

    /** Relays what is due now; says how many messages it took. */
    public int relayDue() {
        List<Message> messages = outbox.take(AT_ONCE);
        if (messages.isEmpty()) return 0;
        Map<String, List<Message>> same = new LinkedHashMap<>();
        for (Message message : messages) {
            // a platform may take its time; nobody whom Temporal has to wake waits for it
            if (message.kind() == Kind.STATUS) aside(message);
            else same.computeIfAbsent(once(message), key -> new ArrayList<>()).add(message);
        }
        try (ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<List<Message>, Future<Boolean>> sent = new LinkedHashMap<>();
            same.values().forEach(group -> sent.put(group, exchanges.submit(() -> tell(group.getFirst()))));
            List<Long> delivered = new ArrayList<>();
            sent.forEach((group, done) -> {
                if (arrived(group.getFirst(), done)) group.forEach(message -> delivered.add(message.id()));
            });
            outbox.delivered(delivered);
        }
        return messages.size();
    }

    /** Messages that wake the same workflow for the same reason are told once. */
    private static String once(Message message) {
        String what = message.kind() == Kind.PLATFORM_ANSWERED ? "" : message.detail();
        return message.kind() + " " + message.target() + " " + what;
    }

    private void aside(Message message) {
        Thread.ofVirtual().name("status-push").start(() -> {
            try {
                if (tell(message)) outbox.delivered(List.of(message.id()));
            } catch (PlatformUnavailable | RuntimeException failed) {
                notDelivered(message, failed);
            }
        });
    }

    private static boolean arrived(Message message, Future<Boolean> done) {
        try {
            return done.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException failed) {
            notDelivered(message, failed.getCause());
            return false;
        }
    }

    private static void notDelivered(Message message, @Nullable Throwable cause) {
        log.warn(
                "outbox message {} {} not delivered, attempt {}: {}",
                message.id(),
                message.kind(),
                message.attempts(),
                nameOf(cause));
    }

    /** Its words could quote a contact, or a number. */
    private static String nameOf(@Nullable Throwable thrown) {
        return thrown == null ? "unknown" : thrown.getClass().getName();
    }

    private boolean tell(Message message) throws PlatformUnavailable {
        switch (message.kind()) {
            case COMMAND ->
                wake(
                        message.target(),
                        () -> client.newUntypedWorkflowStub(WorkflowIds.recycle(message.target()))
                                .update("apply", Void.class, message.detail()));
            case PLATFORM_ANSWERED ->
                wake(
                        message.target(),
                        () -> client.newUntypedWorkflowStub(WorkflowIds.recycle(message.target()))
                                .signal("platformAnswered", message.detail()));
            case LOOK_AGAIN ->
                wake(
                        message.target(),
                        () -> client.newUntypedWorkflowStub(WorkflowIds.recycle(message.target()))
                                .signal("lookAgain", message.detail()));
            case START_COHORT -> cohorts.find(message.target()).ifPresent(starter::startCohort);
            case BRAKE_LIFTED, DOUBT_RAISED, DOUBT_ACCEPTED, POLICY_EFFECTIVE, BULK ->
                Objects.requireNonNull(followUps.get(message.kind())).take(message.target(), message.detail());
            case STAGE_SETTLED -> settle(message.target(), Integer.parseInt(message.detail()));
            case NOTICE -> notices.send(message.target());
            case STATUS -> statuses.send(message.target(), message.detail());
        }
        return true;
    }

    /** A closed cycle may still owe a restore, so it is started too; it ends at once when it does not. */
    private void wake(UUID cycleId, Runnable call) {
        Optional<CycleRow> row = cycles.find(cycleId);
        if (row.isEmpty()) return;
        try {
            call.run();
        } catch (WorkflowNotFoundException lost) {
            starter.startRecycle(cycleId);
        }
    }

    private void settle(UUID cohortId, int stage) {
        Optional<Opened> cohort = cohorts.find(cohortId);
        if (cohort.isEmpty()) return;
        try {
            client.newUntypedWorkflowStub(cohort.get().workflowId()).signal("stageSettled", stage);
        } catch (WorkflowNotFoundException lost) {
            starter.startCohort(cohort.get());
        }
    }

    private void run() {
        while (running) {
            int writers = bell.ended();
            try {
                int taken = relayDue();
                bell.seeing();
                if (taken > 0) continue;
                bell.lookedAfter(writers);
                bell.await(POLL);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException unavailable) {
                log.warn("outbox not readable: {}", unavailable.getClass().getSimpleName());
                bell.blind();
                pause();
            }
        }
    }

    private void pause() {
        try {
            bell.await(POLL);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized void start() {
        running = true;
        thread = Thread.ofVirtual().name("outbox-relay").start(this::run);
    }

    public synchronized void stop() {
        running = false;
        if (thread != null) thread.interrupt();
        thread = null;
    }
}
