package io.reissue.sandbox.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reissue.sandbox.platforms.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that was planted, as JSON, for a judge who shares nothing with the demo but this file. Times are ISO-8601 text; what is not there
 * is left out.
 *
 * @param seed of everything in here
 * @param fileTime the intake file's date, with offset
 * @param charset of the intake files
 * @param file the name of the file in which all good rows stand
 * @param numbers the good rows
 * @param badRows the rows that give no cycle
 * @param accounts all that the platforms had before anybody was asked, by {@link Owner}
 */
public record ManifestFile(
        long seed,
        OffsetDateTime fileTime,
        String charset,
        String file,
        List<PlantedNumber> numbers,
        List<Manifest.Planted> badRows,
        List<PlantedAccount> accounts) {
    /** Its name in the data folder. */
    public static final String NAME = "manifest.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** Whose an account is. */
    public enum Owner {
        /** Bound before the disconnection: it is to go, and to be as it was if the holder comes back. */
        LEAVING_HOLDER,
        /** Bound after the disconnection, while nobody held the number: nobody may touch it. */
        AFTER_CUTOFF,
        /** Of a number that never left service, though the file has a row of it: nobody may touch it. */
        IN_SERVICE
    }

    /** One account, as {@link Binding}, and whose it is. */
    public record PlantedAccount(
            String platform, String digits, String handle, Instant boundOn, int sessions, Owner owner) {
        @Override
        public String toString() {
            return "PlantedAccount[" + platform + ", " + owner + "]";
        }
    }

    /**
     * Brings together what stands in the file and what the platforms have.
     *
     * @param file under which name the good rows are handed in
     */
    public static ManifestFile of(long seed, String file, Manifest manifest, DemoAccounts accounts) {
        Map<String, Instant> cutoffs = new HashMap<>();
        manifest.numbers().forEach(number -> cutoffs.put(number.digits(), number.cutoff()));
        return new ManifestFile(
                seed,
                manifest.fileTime(),
                manifest.charset().name(),
                file,
                manifest.numbers(),
                manifest.badRows(),
                accounts.bindings().stream()
                        .map(binding -> planted(binding, cutoffs))
                        .toList());
    }

    private static PlantedAccount planted(Binding binding, Map<String, Instant> cutoffs) {
        Instant cutoff = cutoffs.get(binding.digits());
        Owner owner = cutoff == null
                ? Owner.IN_SERVICE
                : binding.boundOn().isBefore(cutoff) ? Owner.LEAVING_HOLDER : Owner.AFTER_CUTOFF;
        return new PlantedAccount(
                binding.platform(), binding.digits(), binding.handle(), binding.boundOn(), binding.sessions(), owner);
    }

    /** The file that {@link #writeTo} made. */
    public static ManifestFile read(Path folder) {
        try {
            return JSON.readValue(Files.readString(folder.resolve(NAME)), ManifestFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest can't be read", e);
        }
    }

    /** Written beside, then moved: a judge finds the whole file or none. */
    public void writeTo(Path folder) {
        Path next = folder.resolve(NAME + ".new");
        try {
            Files.writeString(next, JSON.writeValueAsString(this), StandardCharsets.UTF_8);
            Files.move(next, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest can't be written", e);
        }
    }
}
