package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run from disconnect to reissue, judged as a user would: by its exit code and its JSON. */
class WholeLifeTest {
    @TempDir
    private Path folder;

    @Test
    void numbersGoFromDisconnectToReissueAndEveryCheckHolds() throws IOException {
        Path json = folder.resolve("out.json");

        int exit = new CommandLine(new Main())
                .execute("--batch", "--numbers", "60", "--platforms", "24", "--seed", "7", "--json", json.toString());

        JsonNode summary = new JsonMapper().readTree(Files.readString(json));
        assertThat(exit).as(summary.path("checks").toString()).isZero();
        JsonNode numbers = summary.path("numbers");
        assertThat(numbers.path("accepted").asInt()).isEqualTo(60);
        assertThat(numbers.path("read").asInt())
                .isEqualTo(numbers.path("accepted").asInt()
                        + numbers.path("rejected").asInt());
        assertThat(numbers.path("released").asInt()).isGreaterThan(30);
        assertThat(numbers.path("reinstated").asInt()).isPositive();
        assertThat(numbers.path("withdrawn").asInt()).isPositive();
        assertThat(numbers.path("returnedToDonor").asInt()).isPositive();
        assertThat(summary.path("checks")).hasSize(8);
        assertThat(summary.path("events").path("perNumberMedian").asInt()).isLessThanOrEqualTo(15);
    }
}
