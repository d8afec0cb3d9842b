/** The judge: reads tables, histories, log and platforms as they are, and uses nothing of what wrote them. */
@NullMarked
package io.reissue.sandbox.oracle;

import org.jspecify.annotations.NullMarked;
