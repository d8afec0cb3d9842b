/** One command over many numbers at once: previewed, confirmed as it was seen, watched, stopped. */
@NullMarked
package io.reissue.edge.bulk;

import org.jspecify.annotations.NullMarked;
