/** What people read of single numbers: which there are, what happened to one, what its platforms have said, and, on record, the number itself. */
@NullMarked
package io.reissue.store.story;

import org.jspecify.annotations.NullMarked;
