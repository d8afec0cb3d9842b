/** Policies from draft to effect, and the working days that their deadlines are counted in. */
@NullMarked
package io.reissue.edge.policy;

import org.jspecify.annotations.NullMarked;
