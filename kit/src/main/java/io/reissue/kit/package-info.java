/** The conformance kit: plays the carrier against a partner's endpoint. It knows the protocol, and nothing of the carrier's code. */
@NullMarked
package io.reissue.kit;

import org.jspecify.annotations.NullMarked;
