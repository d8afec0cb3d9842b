package io.reissue.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.sandbox.postgres.PostgresForTests.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostgresForTestsTest {
    @Test
    void givesEachTestADatabaseOfItsOwn() throws Exception {
        var first = PostgresForTests.freshDatabase();
        var second = PostgresForTests.freshDatabase();
        try (var connection = connect(first)) {
            EmbeddedPostgres.execute(connection, "CREATE TABLE mine (value int)");
        }
        assertThat(tables(first)).isEqualTo(1);
        assertThat(tables(second)).isZero();
    }

    @Test
    void preparesATemplateOnceAndCopiesIt() throws Exception {
        var preparations = new AtomicInteger();
        for (var copy = 0; copy < 2; copy++) {
            var database = PostgresForTests.freshDatabase("with-table", template -> {
                preparations.incrementAndGet();
                try (var connection = connect(template)) {
                    EmbeddedPostgres.execute(connection, "CREATE TABLE prepared (value int)");
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(tables(database)).isEqualTo(1);
        }
        assertThat(preparations).hasValue(1);
    }

    @Test
    void dropsADatabaseThoughSomebodyIsStillConnected() throws Exception {
        var database = PostgresForTests.freshDatabase();
        try (var forgotten = connect(database)) {
            assertThat(forgotten.isValid(5)).isTrue();

            PostgresForTests.drop(database);

            assertThat(forgotten.isValid(5)).isFalse();
        }
        assertThatThrownBy(() -> connect(database)).hasMessageContaining("does not exist");
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static int tables(Database database) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
