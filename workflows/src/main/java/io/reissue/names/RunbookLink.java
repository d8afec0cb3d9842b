package io.reissue.names;

import org.jspecify.annotations.Nullable;

/** Where the runbook says what to do: one heading of it for each reason. */
public final class RunbookLink {
    /** In the repository; what is shown where no address is configured. */
    private static final String PAGE = "docs/runbook.md";

    private RunbookLink() {}

    /**
     * The address of a heading.
     *
     * @param page where the runbook can be read in a browser, as in {@code https://wiki.example/runbook}
     */
    public static String to(String page, String heading) {
        return page + "#" + heading;
    }

    /** As a line of Markdown. {@code address}: as {@link #to} made it; null: none is configured. */
    public static String markdown(String heading, @Nullable String address) {
        return "Runbook: " + (address == null ? to(PAGE, heading) : "[" + heading + "](" + address + ")");
    }
}
