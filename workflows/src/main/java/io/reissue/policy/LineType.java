package io.reissue.policy;

/** What kind of line a number served; some limits depend on it. */
public enum LineType {
    RESIDENTIAL,
    BUSINESS,
    IOT
}
