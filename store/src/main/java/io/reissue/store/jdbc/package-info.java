/** What the driver leaves to us: instants and bitmaps as columns. */
@NullMarked
package io.reissue.store.jdbc;

import org.jspecify.annotations.NullMarked;
