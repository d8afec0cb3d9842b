/** One command over many numbers at once: counted first, done as it was seen, each member as a command of its own. */
@NullMarked
package io.reissue.store.bulk;

import org.jspecify.annotations.NullMarked;
