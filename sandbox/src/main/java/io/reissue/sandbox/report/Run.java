package io.reissue.sandbox.report;

import java.util.List;
import java.util.Map;

/**
 * The frame of a story: what was run, and what a judge says of it.
 *
 * @param seconds of real time
 * @param numbers read, accepted, rejected, and in which state they are
 * @param rejections by reason
 */
public record Run(
        long seed,
        int platforms,
        long virtualDays,
        double seconds,
        Map<String, Long> numbers,
        Map<String, Long> rejections,
        List<Judged> checks) {

    /** One check, and how many facts it looked at. */
    public record Judged(String id, String name, boolean held, long checked, List<String> violations) {}

    boolean held() {
        return checks.stream().allMatch(Judged::held);
    }
}
