/** What platforms call. */
@NullMarked
package io.reissue.edge.partner;

import org.jspecify.annotations.NullMarked;
