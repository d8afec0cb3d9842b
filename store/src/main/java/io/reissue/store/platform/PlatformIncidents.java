package io.reissue.store.platform;

import io.reissue.store.jdbc.SqlTime;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What went wrong with a platform as a whole, once per outage. */
public final class PlatformIncidents {
    private final JdbcClient jdbc;
    private final Clock clock;

    public PlatformIncidents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public enum Kind {
        /** It failed so often that it is left alone for a while. */
        CIRCUIT_OPENED,
        /** It said itself that it is there no longer. */
        GONE
    }

    /** @param code of the failure that did it */
    void note(int platformId, Kind kind, String code) {
        jdbc.sql("insert into platform_incident (platform_id, kind, code, at) values (:platform, :kind, :code, :now)")
                .param("platform", platformId)
                .param("kind", kind.name())
                .param("code", code)
                .param("now", SqlTime.param(clock.instant()))
                .update();
    }

    public void forgetBefore(Instant then) {
        jdbc.sql("delete from platform_incident where at < :then")
                .param("then", SqlTime.param(then))
                .update();
    }
}
