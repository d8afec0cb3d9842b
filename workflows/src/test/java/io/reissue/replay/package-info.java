/** What was begun by an earlier release goes on in this one. */
@NullMarked
package io.reissue.replay;

import org.jspecify.annotations.NullMarked;
