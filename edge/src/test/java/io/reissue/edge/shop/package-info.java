@NullMarked
package io.reissue.edge.shop;

import org.jspecify.annotations.NullMarked;
