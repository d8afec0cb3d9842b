/** Time in the sandbox: an in-JVM Temporal server, and the clock that it shares with everything else, moved by hand. */
@NullMarked
package io.reissue.sandbox.time;

import org.jspecify.annotations.NullMarked;
