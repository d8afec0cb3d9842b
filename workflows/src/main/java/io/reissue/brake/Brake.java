package io.reissue.brake;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A brake that stands: while it does, no number within its scope is purged, and so none released.
 *
 * @param id a UUIDv7: of two the lesser was set first
 * @param code what it is about, in the form that its scope says; empty where that is everything
 */
public record Brake(UUID id, Scope scope, String code) {

    /** What a brake takes hold of; the wider comes first. */
    public enum Scope {
        EVERYTHING,
        /** Code: ISO 3166-1 alpha-2. */
        JURISDICTION,
        /** Code: as {@link #province} builds it. */
        PROVINCE,
        /** Code: the file's id. */
        INTAKE_FILE,
        /** Code: the platform's. */
        PLATFORM
    }

    /** The code of a province; empty where a number has none. */
    public static String province(String jurisdiction, @Nullable String province) {
        return province == null ? "" : jurisdiction + "/" + province;
    }

    /** For people who read what a number waits for. */
    @Override
    public String toString() {
        return scope == Scope.EVERYTHING ? scope.name() : scope + " " + code;
    }
}
