/** One number's cycle: the row that is the arbiter of every race, and the steps taken on it. */
@NullMarked
package io.reissue.store.cycle;

import org.jspecify.annotations.NullMarked;
