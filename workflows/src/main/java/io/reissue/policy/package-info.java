/** How long a number rests and who is asked when: the law's limits, the carrier's policy, working days. */
@NullMarked
package io.reissue.policy;

import org.jspecify.annotations.NullMarked;
