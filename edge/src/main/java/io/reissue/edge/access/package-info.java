/** Who may call: one bearer token per principal, roles by path. */
@NullMarked
package io.reissue.edge.access;

import org.jspecify.annotations.NullMarked;
