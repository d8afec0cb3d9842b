package io.reissue.sandbox.platforms;

import java.nio.file.Path;

/**
 * Which platforms to simulate, and where.
 *
 * @param folder holds the one store file; made when missing
 * @param seed names, keys and behaviours follow from it; a folder keeps the seed and count it was made with
 * @param count how many platforms
 * @param port of the platforms, 0 = a free one, kept for this folder
 * @param controlPort of the control port, 0 = a free one, kept for this folder
 */
public record PlatformSettings(Path folder, long seed, int count, int port, int controlPort) {
    /** The usual number of platforms. */
    public static final int USUAL_COUNT = 40;
}
