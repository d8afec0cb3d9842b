/** What a number's workflow does outside itself: steps in the store, exchanges with platforms. */
@NullMarked
package io.reissue.recycle;

import org.jspecify.annotations.NullMarked;
