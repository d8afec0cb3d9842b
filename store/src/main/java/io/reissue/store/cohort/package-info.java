/** Numbers asked about together: members, stages, batches, outcomes as bitmaps and exceptions. */
@NullMarked
package io.reissue.store.cohort;

import org.jspecify.annotations.NullMarked;
