/** Sandboxes that are killed, and databases that are killed under them: what was promised is still there afterwards. */
@NullMarked
package io.reissue.sandbox.kill;

import org.jspecify.annotations.NullMarked;
