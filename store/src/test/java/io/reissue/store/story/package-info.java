@NullMarked
package io.reissue.store.story;

import org.jspecify.annotations.NullMarked;
