package io.reissue.sandbox;

import io.reissue.sandbox.demo.PlantedNumber;
import java.time.Instant;

/** What somebody at the carrier does about one number, and when. */
record Deed(Instant at, PlantedNumber number, Act act) {

    /** In the order in which they are done where they are done at once. */
    enum Act {
        LIFT_HOLD,
        /** By ten days. */
        EXTEND,
        /** Half of those ten days back, by two people. */
        SHORTEN,
        /** One day further than the policy goes, which is refused; then as far as it goes. */
        EXTEND_TO_CAP,
        /** By somebody who is not the holder: refused. */
        REINSTATE_AS_STRANGER,
        REINSTATE,
        WITHDRAW,
        /** Tried by one person alone, then done by two. */
        WAIVE,
        RETIRE
    }
}
