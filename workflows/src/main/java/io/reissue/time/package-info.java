/** How workflows wait. */
@NullMarked
package io.reissue.time;

import org.jspecify.annotations.NullMarked;
