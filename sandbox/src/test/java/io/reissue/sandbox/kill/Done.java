package io.reissue.sandbox.kill;

import io.reissue.sandbox.postgres.DatabaseServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What is durable when a sandbox has died, in counts. */
record Done(
        long cycles,
        long commands,
        long cohorts,
        long batches,
        long answers,
        long restored,
        long certificates,
        long outbox) {
    /** Asks the database that outlived its sandbox. */
    static Done in(DatabaseServer database) throws IOException, SQLException {
        try (Connection connection = database.connect("reissue");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select (select count(*) from cycle),
                            (select count(*) from command),
                            (select count(*) from cohort where members > 0),
                            (select count(*) from batch where delivered_at is not null),
                            (select count(*) from inbox),
                            (select count(*) from restoration where outcome is not null),
                            (select count(*) from certificate),
                            (select count(*) from outbox)
                        """)) {
            row.next();
            return new Done(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8));
        }
    }

    @Override
    public String toString() {
        return cycles + " cycles, " + commands + " commands, " + cohorts + " cohorts sealed, " + batches
                + " batches delivered, " + answers + " answers, " + restored + " restored, " + certificates
                + " certificates, " + outbox + " messages to relay";
    }
}
