package io.reissue.sandbox.kill;

import io.reissue.sandbox.postgres.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What others were told is safe, by their own books: answers of platforms that were taken with a 2xx, commands that were accepted. Looked
 * up in the data folder of a dead sandbox, before the next start could hear of it once more.
 */
final class Acknowledged {
    private static final JsonMapper JSON = new JsonMapper();

    /** Receipts go with the last member of a cohort. */
    private static final String ANSWER_IS_LOST = """
            select exists (select 1 from batch b join membership m on m.cohort_id = b.cohort_id where b.id = ?::uuid)
                and not exists (select 1 from inbox where webhook_id = ?)
            """;

    private static final String COMMAND_IS_LOST = "select not exists (select 1 from command where id = ?::uuid)";

    private Acknowledged() {}

    /** What of it is not in the database; the platforms' books are one journal of changes, a JSON line each. */
    static List<String> lost(Path data, DatabaseServer database) throws IOException, SQLException {
        List<String> lost = new ArrayList<>();
        try (Connection connection = database.connect("reissue")) {
            for (JsonNode change : lines(data.resolve("platforms").resolve("platforms.journal"))) {
                for (JsonNode part : change) {
                    JsonNode exchange = part.path(2);
                    if (!exchange.path("direction").asString("").equals("SENT") || !isSuccess(exchange)) continue;
                    String batch = exchange.path("batch").asString();
                    String id = exchange.path("webhookId").asString();
                    if (holds(connection, ANSWER_IS_LOST, batch, id)) lost.add("answer " + id + " to batch " + batch);
                }
            }
            for (JsonNode command : lines(data.resolve("commands.ndjson"))) {
                String id = command.path("id").asString();
                if (isSuccess(command) && holds(connection, COMMAND_IS_LOST, id)) lost.add("command " + id);
            }
        }
        return lost;
    }

    private static boolean isSuccess(JsonNode said) {
        return said.path("status").asInt() / 100 == 2;
    }

    /** Whole ones: the last may have been cut short by the kill. */
    private static List<JsonNode> lines(Path file) throws IOException {
        if (!Files.exists(file)) return List.of();
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    private static boolean holds(Connection connection, String question, String... about) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            for (int i = 0; i < about.length; i++) statement.setString(i + 1, about[i]);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
