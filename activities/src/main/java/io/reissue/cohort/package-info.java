/** What a cohort's workflow does outside itself: steps in the store, deliveries to platforms. */
@NullMarked
package io.reissue.cohort;

import org.jspecify.annotations.NullMarked;
