/** How a batch reaches a platform. */
@NullMarked
package io.reissue.platforms;

import org.jspecify.annotations.NullMarked;
