/** A database as it is after most of a year at a carrier, made in minutes: for measuring what people look at. */
@NullMarked
package io.reissue.sandbox.seed;

import org.jspecify.annotations.NullMarked;
