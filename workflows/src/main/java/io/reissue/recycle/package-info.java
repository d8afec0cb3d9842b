/**
 * One recycled number, from disclosure to its certificate. Start reading at {@link io.reissue.recycle.RecycleWorkflow}; what
 * is decided stands in {@link io.reissue.recycle.RecycleRules} and {@link io.reissue.recycle.CommandRules}.
 */
@NullMarked
package io.reissue.recycle;

import org.jspecify.annotations.NullMarked;
