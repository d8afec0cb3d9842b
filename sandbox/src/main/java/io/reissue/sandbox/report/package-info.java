/** What a run tells at its end: sampled while it goes, read from the tables, written for a terminal, as JSON, and as one page of HTML. */
@NullMarked
package io.reissue.sandbox.report;

import org.jspecify.annotations.NullMarked;
