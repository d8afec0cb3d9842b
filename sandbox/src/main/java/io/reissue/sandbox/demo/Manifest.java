package io.reissue.sandbox.demo;

import java.nio.charset.Charset;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was planted in the intake files, for whoever drives the demo and whoever judges it.
 *
 * @param fileTime the first file's date; every good row was disconnected before
 * @param numbers the good rows, in no particular order; all stand in the first file
 * @param badRows where each bad row stands
 */
public record Manifest(OffsetDateTime fileTime, Charset charset, List<PlantedNumber> numbers, List<Planted> badRows) {

    /**
     * A bad row.
     *
     * @param file the name its file is handed in under
     * @param line counts from 1, the header included; of a duplicate pair it is the later one
     * @param e164 the number it names, if it names one; of a duplicate it is a good number too
     */
    public record Planted(
            BadRow kind, String file, int line, @Nullable String e164) {
        @Override
        public String toString() {
            return "Planted[" + kind + ", " + file + ", line " + line + "]";
        }
    }

    /** The numbers with one fate. */
    public List<PlantedNumber> of(Fate fate) {
        return numbers.stream().filter(number -> number.fate() == fate).toList();
    }
}
