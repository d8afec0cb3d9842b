@NullMarked
package io.reissue.edge.operator;

import org.jspecify.annotations.NullMarked;
