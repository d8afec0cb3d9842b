/** Where carriers hand in files of disconnected numbers, see how far they are, and fetch what was rejected. */
@NullMarked
package io.reissue.edge.intake;

import org.jspecify.annotations.NullMarked;
