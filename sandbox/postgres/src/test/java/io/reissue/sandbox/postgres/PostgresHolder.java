package io.reissue.sandbox.postgres;

import java.nio.file.Path;

/** Another process that uses a folder until its input ends or it is killed. */
final class PostgresHolder {
    private PostgresHolder() {}

    public static void main(String[] arguments) throws Exception {
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
                var connection = postgres.connect("postgres")) {
            EmbeddedPostgres.execute(connection, "CREATE TABLE written AS SELECT 7 AS value");
            System.out.println("started");
            System.in.transferTo(System.out);
        }
    }
}
