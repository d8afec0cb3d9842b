/** Every id and name that leaves this system towards Temporal is built here, and only from opaque ids; and what may pass for a code. */
@NullMarked
package io.reissue.names;

import org.jspecify.annotations.NullMarked;
