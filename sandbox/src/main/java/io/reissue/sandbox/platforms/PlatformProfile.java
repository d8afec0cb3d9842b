package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.manners.Manners;
import java.util.List;
import java.util.stream.Stream;

/**
 * One simulated platform.
 *
 * @param code lower-case ASCII, unique
 * @param stage 1 identity services and label registries, 2 required platforms, 3 the rest
 * @param required whether the carrier must not purge while this platform is open
 * @param accountsPerNumber how many accounts one number can have here
 * @param dealings how it and the carrier reach each other
 * @param reach the share of numbers, between 0 and 1, that have an account here
 */
public record PlatformProfile(
        String code,
        String nameZh,
        String nameEn,
        PlatformKind kind,
        int stage,
        boolean required,
        int accountsPerNumber,
        double reach,
        Terms terms,
        Manners manners,
        Dealings dealings) {

    /** One that is called, and hears of nothing else. */
    PlatformProfile(
            String code,
            String nameZh,
            String nameEn,
            PlatformKind kind,
            int stage,
            boolean required,
            int accountsPerNumber,
            double reach,
            Terms terms,
            Manners manners) {
        this(code, nameZh, nameEn, kind, stage, required, accountsPerNumber, reach, terms, manners, Dealings.CALLED);
    }

    PlatformProfile with(Dealings other) {
        return new PlatformProfile(
                code, nameZh, nameEn, kind, stage, required, accountsPerNumber, reach, terms, manners, other);
    }

    /** One phrase for each thing that somebody who deals with this platform will notice. */
    List<String> words() {
        return Stream.concat(manners.words().stream(), dealings.words().stream())
                .toList();
    }
}
