@NullMarked
package io.reissue.edge.access;

import org.jspecify.annotations.NullMarked;
