/** An OpenID Connect issuer for the sandbox: whoever sits at this machine logs in as anybody, with one click. */
@NullMarked
package io.reissue.sandbox.issuer;

import org.jspecify.annotations.NullMarked;
