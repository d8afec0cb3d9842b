package io.reissue.worker;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the profile {@code production} refuses to start with. */
@Component
@Profile("production")
class Production implements InitializingBean {
    private final ReissueSettings settings;

    Production(ReissueSettings settings) {
        this.settings = settings;
    }

    @Override
    public void afterPropertiesSet() {
        if (settings.demo())
            throw new IllegalStateException("production does not serve the demo jurisdiction: reissue.demo");
        if (settings.platforms().allowHttpOnLoopback())
            throw new IllegalStateException(
                    "production calls platforms by https only: reissue.platforms.allow-http-on-loopback");
    }
}
