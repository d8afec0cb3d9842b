package io.reissue.sandbox;

import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.sandbox.postgres.EmbeddedPostgresException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The database of a sandbox, which starts beside everything else: who asks how to connect waits until it is up. */
final class Database implements JdbcConnectionDetails, FlywayConnectionDetails, AutoCloseable {
    static final String NAME = "reissue";

    private final CompletableFuture<EmbeddedPostgres> up;

    Database(CompletableFuture<EmbeddedPostgres> starting) {
        this.up = starting.thenApply(server -> {
            server.ensureDatabase(NAME);
            return server;
        });
    }

    /**
     * The server, with the database in it.
     *
     * @throws EmbeddedPostgresException if it did not start
     */
    EmbeddedPostgres server() {
        try {
            return up.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof EmbeddedPostgresException reason ? reason : failed;
        }
    }

    /** Stops it as soon as it has started. */
    @Override
    public void close() {
        up.handle((server, failed) -> server)
                .thenAccept(server -> {
                    if (server != null) server.close();
                })
                .join();
    }

    @Override
    public String getJdbcUrl() {
        return server().jdbcUrl(NAME);
    }

    @Override
    public String getUsername() {
        return server().user();
    }

    @Override
    public String getPassword() {
        return server().password();
    }

    @Override
    public String getDriverClassName() {
        return JdbcConnectionDetails.super.getDriverClassName();
    }
}
