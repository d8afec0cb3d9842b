/** The numbers themselves, which outlive cycles: who they are is sealed, when they were held is a date. */
@NullMarked
package io.reissue.store.inventory;

import org.jspecify.annotations.NullMarked;
