@NullMarked
package io.reissue.store.standing;

import org.jspecify.annotations.NullMarked;
