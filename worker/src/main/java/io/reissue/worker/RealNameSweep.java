package io.reissue.worker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.reissue.policy.LegalLimits;
import io.reissue.store.realname.DatabaseRole;
import io.reissue.store.realname.RealNameArchive;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes locked real-name records whose time is over; the one place that connects in their role. */
@Component
@Conditional(WorkerRole.class)
class RealNameSweep implements DisposableBean {
    private final HikariDataSource database;
    private final RealNameArchive archive;
    private final Clock clock;

    RealNameSweep(
            JdbcConnectionDetails connection,
            @Value("${reissue.real-name.username:#{null}}") @Nullable String user,
            @Value("${reissue.real-name.password:#{null}}") @Nullable String password,
            Clock clock) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(connection.getJdbcUrl());
        config.setUsername(user != null ? user : connection.getUsername());
        config.setPassword(password != null ? password : connection.getPassword());
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.setMaximumPoolSize(1);
        config.setMinimumIdle(0);
        // nothing is connected until the first sweep
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(DatabaseRole.REAL_NAME.statement());
        database = new HikariDataSource(config);
        archive = new RealNameArchive(JdbcClient.create(database));
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT24H")
    void sweep() {
        archive.sweep(LegalLimits.dayEverywhere(clock.instant()));
    }

    @Override
    public void destroy() {
        database.close();
    }
}
