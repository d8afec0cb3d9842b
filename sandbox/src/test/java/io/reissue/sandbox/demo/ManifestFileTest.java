package io.reissue.sandbox.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.demo.ManifestFile.Owner;
import io.reissue.sandbox.demo.ManifestFile.PlantedAccount;
import io.reissue.sandbox.platforms.PlatformCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ManifestFileTest {
    private static final OffsetDateTime TODAY = OffsetDateTime.parse("2026-05-01T08:00:00+08:00");

    private final Manifest manifest =
            DemoIntake.generate(DemoSettings.usual(11, TODAY)).manifest();
    private final ManifestFile planted = ManifestFile.of(
            11, "demo.csv", manifest, DemoAccounts.plan(11, manifest, PlatformCatalogue.generate(11, 40)));

    @TempDir
    private Path folder;

    @Test
    void whatIsReadIsWhatWasPlanted() {
        planted.writeTo(folder);

        assertThat(ManifestFile.read(folder)).isEqualTo(planted);
    }

    @Test
    void aJudgeWithoutOurClassesFindsNumbersRowsAndAccounts() throws Exception {
        planted.writeTo(folder);

        JsonNode json = new JsonMapper().readTree(Files.readString(folder.resolve("manifest.json")));
        assertThat(json.path("numbers")).hasSize(200);
        assertThat(json.path("badRows")).hasSize(manifest.badRows().size());
        JsonNode number = json.path("numbers").get(0);
        assertThat(number.path("e164").asString())
                .isEqualTo(manifest.numbers().getFirst().e164());
        assertThat(OffsetDateTime.parse(number.path("disconnected").asString()))
                .isEqualTo(manifest.numbers().getFirst().disconnected());
        assertThat(json.path("accounts").get(0).propertyNames())
                .containsExactlyInAnyOrder("platform", "digits", "handle", "boundOn", "sessions", "owner");
    }

    @Test
    void anAccountIsTheLeavingHoldersOnlyUntilTheCutoff() {
        Map<String, PlantedNumber> numbers =
                manifest.numbers().stream().collect(Collectors.toMap(PlantedNumber::digits, Function.identity()));
        Map<Owner, List<PlantedAccount>> byOwner =
                planted.accounts().stream().collect(Collectors.groupingBy(PlantedAccount::owner));

        assertThat(byOwner.get(Owner.LEAVING_HOLDER))
                .isNotEmpty()
                .allMatch(account -> account.boundOn()
                        .isBefore(requireNonNull(numbers.get(account.digits())).cutoff()));
        assertThat(byOwner.get(Owner.AFTER_CUTOFF))
                .isNotEmpty()
                .noneMatch(account -> account.boundOn()
                        .isBefore(requireNonNull(numbers.get(account.digits())).cutoff()));
        assertThat(byOwner.get(Owner.IN_SERVICE))
                .isNotEmpty()
                .noneMatch(account -> numbers.containsKey(account.digits()));
    }
}
