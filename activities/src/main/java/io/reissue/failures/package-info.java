/** How anything that goes wrong is told to a workflow: by a code, without a message. */
@NullMarked
package io.reissue.failures;

import org.jspecify.annotations.NullMarked;
