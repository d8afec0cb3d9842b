/** What a platform said about a number, and how far that may still climb. */
@NullMarked
package io.reissue.outcome;

import org.jspecify.annotations.NullMarked;
