package io.reissue.store.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the next holder of a number is told and has to acknowledge. Versions are never changed, only added: what a holder
 * acknowledged years ago can still be shown. To add one: {@code disclosure/<version>.zh.txt}, {@code .en.txt}, and its line in
 * {@code versions.txt}, oldest first.
 */
public final class Disclosures {
    private final List<String> versions;
    private final Map<String, Text> texts;

    /** Reads all versions. */
    public Disclosures() {
        versions = resource("versions.txt").lines().toList();
        texts = versions.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        version -> new Text(version, resource(version + ".zh.txt"), resource(version + ".en.txt"))));
    }

    /** One version in both languages. */
    public record Text(String version, String zh, String en) {}

    /** The version that is shown now. */
    public Text latest() {
        return Objects.requireNonNull(texts.get(versions.getLast()));
    }

    /** A version that was ever shown, or empty when there is none of that name. */
    public Optional<Text> find(String version) {
        return Optional.ofNullable(texts.get(version));
    }

    private static String resource(String name) {
        try (var stream = Disclosures.class.getResourceAsStream("/disclosure/" + name)) {
            if (stream == null) throw new IllegalStateException("no disclosure/" + name);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
