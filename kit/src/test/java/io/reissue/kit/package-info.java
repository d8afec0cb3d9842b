@NullMarked
package io.reissue.kit;

import org.jspecify.annotations.NullMarked;
