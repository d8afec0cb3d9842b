/** The sandbox: everything real but the outside world, in one JVM, with a clock that can be moved. */
@NullMarked
package io.reissue.sandbox;

import org.jspecify.annotations.NullMarked;
