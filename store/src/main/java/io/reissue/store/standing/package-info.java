/** What stands where: the counts and rows that pages show. Reads only, codes and counts only, without a lock. */
@NullMarked
package io.reissue.store.standing;

import org.jspecify.annotations.NullMarked;
