/** The contract of the admin API, held against everything that is said. */
@NullMarked
package io.reissue.edge.contract;

import org.jspecify.annotations.NullMarked;
