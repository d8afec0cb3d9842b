package io.reissue.store.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The platforms and their secrets. */
public interface PlatformRegistry {

    /** In order of code, switched-off ones too. */
    List<Platform> all();

    Optional<Platform> byCode(String code);

    /** @throws IllegalArgumentException for an id that was never given out */
    Platform byId(int id);

    /**
     * Takes a platform in, or brings it up to date and switches it on again. A secret that differs from the present one
     * starts a rotation: both are live for {@link #ROTATION}.
     */
    Platform register(PlatformContract contract);

    /** Secrets that sign what we send, live now, newest first; at least one. */
    List<String> secretsTo(int id);

    /** Secrets that may have signed what the platform sends, live now, newest first. */
    List<String> secretsFrom(int id);

    /** The same of all platforms, by id; switched-off ones too. */
    Map<Integer, List<String>> secretsFrom();

    /** @throws IllegalStateException for a platform whose identifiers never were keyed */
    byte[] identifierKey(int id);

    /** Switches a platform off that says it is gone: it is not asked until it was reached again and switched on, or is registered again. */
    void deactivate(int id);

    /** A platform that is switched off has called, and its signature held: one that fetches may be switched on by that. */
    void cameForward(int id);

    /** How long a secret lives on beside its successor: a partner deploys within a working week. */
    Duration ROTATION = Duration.ofDays(7);
}
