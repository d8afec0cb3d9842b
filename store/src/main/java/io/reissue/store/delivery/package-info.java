/** What went out to platforms and came in from them, without saying what. */
@NullMarked
package io.reissue.store.delivery;

import org.jspecify.annotations.NullMarked;
