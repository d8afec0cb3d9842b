@NullMarked
package io.reissue.edge.console;

import org.jspecify.annotations.NullMarked;
