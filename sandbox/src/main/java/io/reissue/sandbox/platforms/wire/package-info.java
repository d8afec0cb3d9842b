/** The partner protocol as a platform reads and writes it; written a second time, so that a mistake of the carrier's shows. */
@NullMarked
package io.reissue.sandbox.platforms.wire;

import org.jspecify.annotations.NullMarked;
