/** Files of disconnected numbers: each row gives exactly one cycle, or one named rejection. */
@NullMarked
package io.reissue.intake;

import org.jspecify.annotations.NullMarked;
