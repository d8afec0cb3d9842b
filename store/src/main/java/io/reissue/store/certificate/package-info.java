/** Proof of a purge that anybody can check offline, and that names nobody. */
@NullMarked
package io.reissue.store.certificate;

import org.jspecify.annotations.NullMarked;
