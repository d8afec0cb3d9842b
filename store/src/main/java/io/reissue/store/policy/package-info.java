/** Freeze policies as versioned rows, and the working days of each jurisdiction. */
@NullMarked
package io.reissue.store.policy;

import org.jspecify.annotations.NullMarked;
