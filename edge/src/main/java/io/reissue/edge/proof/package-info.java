/** What others check: certificates, the audit's chain. */
@NullMarked
package io.reissue.edge.proof;

import org.jspecify.annotations.NullMarked;
