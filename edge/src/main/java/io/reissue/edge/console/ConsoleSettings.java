package io.reissue.edge.console;

import org.jspecify.annotations.Nullable;

/** @param webUi Temporal's Web UI; null: there is none, and nothing links to it */
public record ConsoleSettings(@Nullable WebUi webUi) {}
