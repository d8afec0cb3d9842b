/** What people asked of a cycle: accepted or refused here, with the effect in the same transaction. */
@NullMarked
package io.reissue.store.command;

import org.jspecify.annotations.NullMarked;
