package io.reissue.edge.intake;

/** @param demo whether files of the demo jurisdiction are taken, whose days are minutes */
public record IntakeSettings(boolean demo) {}
