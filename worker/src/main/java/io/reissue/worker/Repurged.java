package io.reissue.worker;

import io.reissue.store.certificate.NotRepurged;
import io.reissue.store.certificate.RestoredStore;
import io.reissue.worker.ReissueSettings.Role;
import java.util.Set;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Nothing starts on a restored database that has forgotten purges; but the process of the person who mends that. */
@Component
class Repurged implements InitializingBean {
    private final ReissueSettings settings;
    private final RestoredStore restored;

    Repurged(ReissueSettings settings, RestoredStore restored) {
        this.settings = settings;
        this.restored = restored;
    }

    @Override
    public void afterPropertiesSet() {
        if (settings.roles().equals(Set.of(Role.RECOVERY))) return;
        try {
            restored.requireRepurged();
        } catch (NotRepurged forgotten) {
            throw new Misconfigured(String.valueOf(forgotten.getMessage()));
        }
    }
}
