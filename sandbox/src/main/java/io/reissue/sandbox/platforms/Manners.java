package io.reissue.sandbox.platforms;

import java.time.Duration;

/**
 * How one platform answers.
 *
 * @param delay what it means is said at each {@link Behaviour}; zero for {@link Behaviour#AT_ONCE}
 * @param askAgainAfter what it advises with a refusal
 * @param signalsCompletion whether it says by itself when a refused account is given up, or waits to be asked again
 * @param parts into how many requests it splits a later answer, sent last part first
 */
public record Manners(
        Behaviour behaviour, Duration delay, Duration askAgainAfter, boolean signalsCompletion, int parts) {}
