/** The brake: what it stops, who sets and who lifts it. Decided in {@link io.reissue.brake.BrakeRules}. */
@NullMarked
package io.reissue.brake;

import org.jspecify.annotations.NullMarked;
