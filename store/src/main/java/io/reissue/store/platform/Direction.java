package io.reissue.store.platform;

/** Who sends: secrets and rates are agreed for each way apart. */
public enum Direction {
    TO_PLATFORM,
    FROM_PLATFORM
}
