/** What a jurisdiction's calendar does outside itself. */
@NullMarked
package io.reissue.calendar;

import org.jspecify.annotations.NullMarked;
