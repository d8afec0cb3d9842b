@NullMarked
package io.reissue.edge.proof;

import org.jspecify.annotations.NullMarked;
