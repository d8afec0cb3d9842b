/** From the outbox to Temporal: starts, signals and updates that are repeated until they have arrived. */
@NullMarked
package io.reissue.relay;

import org.jspecify.annotations.NullMarked;
