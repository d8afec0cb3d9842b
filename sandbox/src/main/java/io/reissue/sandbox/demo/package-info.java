/** Demo data: an intake file with known good and known bad rows, and the accounts its numbers have at the platforms. */
@NullMarked
package io.reissue.sandbox.demo;

import org.jspecify.annotations.NullMarked;
