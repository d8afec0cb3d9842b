/** What Temporal has to be told, written in the transaction that justifies it. */
@NullMarked
package io.reissue.store.outbox;

import org.jspecify.annotations.NullMarked;
