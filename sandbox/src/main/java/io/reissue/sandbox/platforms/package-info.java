/** The simulated internet platforms: the far side of the partner protocol, sharing no code with the carrier's connector. */
@NullMarked
package io.reissue.sandbox.platforms;

import org.jspecify.annotations.NullMarked;
