/** What operators ask of single numbers. */
@NullMarked
package io.reissue.edge.operator;

import org.jspecify.annotations.NullMarked;
