/** What shops ask: the next holder of a number. */
@NullMarked
package io.reissue.edge.shop;

import org.jspecify.annotations.NullMarked;
