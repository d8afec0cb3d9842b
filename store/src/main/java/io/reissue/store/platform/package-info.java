/** Who is asked: platforms, their secrets, and how much each of them can take. */
@NullMarked
package io.reissue.store.platform;

import org.jspecify.annotations.NullMarked;
