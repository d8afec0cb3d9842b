package io.reissue.sandbox;

import io.reissue.sandbox.CarrierApi.Reply;
import io.reissue.sandbox.Sandbox.Login;
import io.reissue.sandbox.demo.PlantedNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the API said to commands, a JSON line each, appended in the data folder: so that a judge can ask whether what was accepted was
 * done. After a restart the same command, with the same id, may stand there twice.
 */
final class DeedLog {
    static final String NAME = "commands.ndjson";

    private final Path file;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();

    DeedLog(Path folder, Clock clock) {
        this.file = folder.resolve(NAME);
        this.clock = clock;
    }

    /**
     * One command and its answer.
     *
     * @param line of the number in the first intake file
     * @param status 200 accepted, 202 waits for a second person, 409 refused
     * @param refusal the code of a refusal, else empty
     */
    private record Entry(Instant at, UUID id, int line, String kind, String actor, int status, String refusal) {}

    void write(UUID id, PlantedNumber number, String kind, Login login, Reply reply) {
        String refusal = reply.status() == 409 ? reply.body().path("title").asString("") : "";
        Entry entry = new Entry(clock.instant(), id, number.line(), kind, login.principal(), reply.status(), refusal);
        try {
            Files.writeString(
                    file,
                    json.writeValueAsString(entry) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of commands can't be written", e);
        }
    }
}
