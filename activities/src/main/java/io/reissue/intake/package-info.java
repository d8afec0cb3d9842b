/** Files of disconnected numbers: read as text, judged by the rules, stored chunk by chunk, started. */
@NullMarked
package io.reissue.intake;

import org.jspecify.annotations.NullMarked;
