/** What the tests of the edge share. */
@NullMarked
package io.reissue.edge;

import org.jspecify.annotations.NullMarked;
