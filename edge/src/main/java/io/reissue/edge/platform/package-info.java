/** Platforms, as whoever administers them takes them in, reaches them, and switches them on and off. */
@NullMarked
package io.reissue.edge.platform;

import org.jspecify.annotations.NullMarked;
