/** Stateful stand-ins for the store and the platforms: the same rules, in memory, with everything left behind to be looked at. */
@NullMarked
package io.reissue.fake;

import org.jspecify.annotations.NullMarked;
