/** The notice to the holder who leaves; whoever really sends it stands behind a port. */
@NullMarked
package io.reissue.notices;

import org.jspecify.annotations.NullMarked;
