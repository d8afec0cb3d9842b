/**
 * Numbers asked about together. Start reading at {@link io.reissue.cohort.CohortWorkflow}; what is decided stands in
 * {@link io.reissue.cohort.CohortRules}.
 */
@NullMarked
package io.reissue.cohort;

import org.jspecify.annotations.NullMarked;
