/** How often people may log in. */
@NullMarked
package io.reissue.store.login;

import org.jspecify.annotations.NullMarked;
