package io.reissue.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.calendar.CalendarWorkflowImpl;
import io.reissue.cohort.CohortWorkflowImpl;
import io.reissue.intake.IntakeWorkflowImpl;
import io.reissue.recycle.RecycleWorkflowImpl;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus: histories that released builds wrote on a real server, a folder a release; {@code deploy/local/histories} records one. They
 * are what sleeps in production when this build takes over, so each has to be replayed by it.
 */
class RecordedHistoriesTest {
    private static final Path CORPUS = Path.of("src/test/resources/histories");

    private static final Class<?>[] WORKFLOWS = {
        RecycleWorkflowImpl.class, CohortWorkflowImpl.class, CalendarWorkflowImpl.class, IntakeWorkflowImpl.class
    };

    static List<Path> histories() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void goes_on_in_this_build(Path file) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(
                read(file),
                WORKFLOWS[0],
                List.of(WORKFLOWS).subList(1, WORKFLOWS.length).toArray(Class<?>[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releases")
    void every_release_has_every_workflow_and_numbers_that_sleep(Path release) throws IOException {
        Set<String> types = new HashSet<>();
        boolean asleep = false;
        try (Stream<Path> files = Files.list(release)) {
            for (Path file : files.toList()) {
                List<HistoryEvent> events = read(file).getEvents();
                String type = events.getFirst()
                        .getWorkflowExecutionStartedEventAttributes()
                        .getWorkflowType()
                        .getName();
                types.add(type);
                asleep |= type.equals("RecycleWorkflow")
                        && events.stream().noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_FIRED)
                        && events.getLast().getEventType() == EventType.EVENT_TYPE_TIMER_STARTED;
            }
        }
        assertThat(types).contains("RecycleWorkflow", "CohortWorkflow", "CalendarWorkflow", "IntakeWorkflow");
        assertThat(asleep).as("a number that sleeps through its freeze").isTrue();
    }

    @Test
    void there_is_something_to_replay() throws IOException {
        assertThat(releases()).isNotEmpty();
        assertThat(histories()).hasSizeGreaterThan(10);
    }

    private static WorkflowExecutionHistory read(Path file) throws IOException {
        return WorkflowExecutionHistory.fromJson(Files.readString(file));
    }
}
