/** What was done by whom, as a chain in which a changed, missing or added entry shows. */
@NullMarked
package io.reissue.store.audit;

import org.jspecify.annotations.NullMarked;
