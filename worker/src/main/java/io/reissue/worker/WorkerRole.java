package io.reissue.worker;

import io.reissue.worker.ReissueSettings.Role;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** What a process does that is a worker, alone or beside its edge. */
final class WorkerRole implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
                .bind("reissue.roles", Bindable.setOf(Role.class))
                .map(roles -> roles.contains(Role.WORKER))
                .orElse(true);
    }
}
