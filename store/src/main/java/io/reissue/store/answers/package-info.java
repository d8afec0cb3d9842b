/** Where answers of platforms become outcomes. */
@NullMarked
package io.reissue.store.answers;

import org.jspecify.annotations.NullMarked;
