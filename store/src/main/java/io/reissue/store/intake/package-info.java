/** Files of disconnected numbers: sealed until they are read, progress, rejections, and the transaction that takes rows in. */
@NullMarked
package io.reissue.store.intake;

import org.jspecify.annotations.NullMarked;
