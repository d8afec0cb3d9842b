/** Partners that call us. */
@NullMarked
package io.reissue.edge.partner;

import org.jspecify.annotations.NullMarked;
