package io.reissue.worker;

import io.reissue.calendar.CalendarActivities;
import io.reissue.calendar.CalendarWorkflowImpl;
import io.reissue.cohort.CohortActivities;
import io.reissue.cohort.CohortWorkflowImpl;
import io.reissue.intake.IntakeActivities;
import io.reissue.intake.IntakeWorkflowImpl;
import io.reissue.names.TaskQueues;
import io.reissue.recycle.RecycleActivities;
import io.reissue.recycle.RecycleWorkflowImpl;
import io.reissue.relay.OutboxRelay;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Client and workers, explicitly: the order of shutdown and the channel are ours. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {
    /**
     * A task waits so long for the worker that had the one before it; then any other may have it, for two events and a commit more. At the
     * SDK's 5 s that came to four in five numbers of a thousand that woke within half a minute on two busy cores. Much longer, and a worker
     * that is killed would keep its numbers from the others.
     */
    private static final Duration STICKY = Duration.ofSeconds(20);

    @Bean(destroyMethod = "shutdown")
    @ConditionalOnMissingBean
    WorkflowServiceStubs workflowServiceStubs(ReissueSettings settings) {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(settings.temporal().target())
                .build());
    }

    @Bean
    WorkflowClient workflowClient(WorkflowServiceStubs stubs, ReissueSettings settings) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(settings.temporal().namespace())
                        .setDataConverter(
                                DefaultDataConverter.newDefaultInstance().withFailureConverter(new WordlessFailures()))
                        .build());
    }

    @Bean(destroyMethod = "")
    WorkerFactory workerFactory(
            WorkflowClient client,
            ReissueSettings settings,
            RecycleActivities recycle,
            CohortActivities cohort,
            CalendarActivities calendar,
            IntakeActivities intake) {
        WorkerFactory factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkflowCacheSize(settings.temporal().cachedWorkflows())
                        .setMaxWorkflowThreadCount(2 * settings.temporal().cachedWorkflows())
                        .setUsingVirtualWorkflowThreads(true)
                        .build());
        WorkerOptions options = workerOptions(settings.temporal());
        Worker numbers = factory.newWorker(TaskQueues.RECYCLE, options);
        numbers.registerWorkflowImplementationTypes(RecycleWorkflowImpl.class);
        numbers.registerActivitiesImplementations(recycle);
        Worker cohorts = factory.newWorker(TaskQueues.COHORT, options);
        cohorts.registerWorkflowImplementationTypes(
                CohortWorkflowImpl.class, CalendarWorkflowImpl.class, IntakeWorkflowImpl.class);
        cohorts.registerActivitiesImplementations(cohort, calendar, intake);
        return factory;
    }

    private static WorkerOptions workerOptions(ReissueSettings.Temporal temporal) {
        WorkerOptions.Builder options = WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setStickyQueueScheduleToStartTimeout(STICKY)
                .setMaxConcurrentLocalActivityExecutionSize(temporal.storeStepsAtOnce())
                .setMaxConcurrentActivityExecutionSize(temporal.activitiesAtOnce());
        if (temporal.build() != null) {
            options.setDeploymentOptions(WorkerDeploymentOptions.newBuilder()
                    .setUseVersioning(true)
                    .setVersion(new WorkerDeploymentVersion(temporal.deployment(), temporal.build()))
                    .build());
        }
        return options.build();
    }

    @Bean
    Workers workers(WorkerFactory factory, OutboxRelay relay, ReissueSettings settings) {
        return new Workers(factory, relay, settings.roles().contains(ReissueSettings.Role.WORKER));
    }
}
