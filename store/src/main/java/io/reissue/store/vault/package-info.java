/** Keys, and everything about a holder under the key of his cycle: destroying the key is the purge. */
@NullMarked
package io.reissue.store.vault;

import org.jspecify.annotations.NullMarked;
