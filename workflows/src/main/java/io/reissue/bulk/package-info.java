/** One command over many numbers at once: what may be asked so, and when what was previewed may be done. */
@NullMarked
package io.reissue.bulk;

import org.jspecify.annotations.NullMarked;
