/** A platform to send to, and what is sent. */
@NullMarked
package io.reissue.platforms;

import org.jspecify.annotations.NullMarked;
