/**
 * The in-JVM Temporal server on a timer of ours. The server's parts take any timer but are visible in their own package
 * only, and its own timer neither stands still nor tells whether it is busy: so a few classes of ours live here.
 */
@NullMarked
package io.temporal.internal.testservice;

import org.jspecify.annotations.NullMarked;
