/** One jurisdiction's days: which cohorts open today, what has to be deleted today. */
@NullMarked
package io.reissue.calendar;

import org.jspecify.annotations.NullMarked;
