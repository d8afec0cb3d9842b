/** Holds what goes over the wire against an OpenAPI document, whichever. */
@NullMarked
package io.reissue.contract;

import org.jspecify.annotations.NullMarked;
