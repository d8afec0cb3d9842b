package io.reissue.edge.console;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the console links to.
 *
 * @param webUi Temporal's Web UI; null: there is none
 * @param runbook where the runbook can be read in a browser; null: nowhere
 */
public record ConsoleSettings(
        @Nullable WebUi webUi, @Nullable URI runbook) {}
