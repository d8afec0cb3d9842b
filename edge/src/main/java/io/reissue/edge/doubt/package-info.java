/** Platforms' answers that are not believed, until an operator accepts them. */
@NullMarked
package io.reissue.edge.doubt;

import org.jspecify.annotations.NullMarked;
