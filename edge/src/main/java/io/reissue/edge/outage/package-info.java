/** What callers hear when the store does not answer. */
@NullMarked
package io.reissue.edge.outage;

import org.jspecify.annotations.NullMarked;
