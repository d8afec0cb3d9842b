/** A database for tests, migrated and empty, and what belongs to it. */
@NullMarked
package io.reissue.store;

import org.jspecify.annotations.NullMarked;
