package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.manners.Manners;

/**
 * One simulated platform.
 *
 * @param code lower-case ASCII, unique
 * @param stage 1 identity services and label registries, 2 required platforms, 3 the rest
 * @param required whether the carrier must not purge while this platform is open
 * @param accountsPerNumber how many accounts one number can have here
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
        Manners manners) {}
