/** The partner protocol on the wire: signatures, identifiers, and answers read strictly. */
@NullMarked
package io.reissue.store.protocol;

import org.jspecify.annotations.NullMarked;
