package io.reissue.sandbox.report;

import java.util.Locale;

/** Markup as text: what is put in is escaped, unless it is markup already. */
final class Html {
    private final StringBuilder markup = new StringBuilder();

    /** Text for an element's content or an attribute in double quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A coordinate: a tenth of a unit is finer than any screen shows. */
    static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    /** Appends markup as it is. */
    Html raw(String piece) {
        markup.append(piece).append('\n');
        return this;
    }

    /** Appends an element with text in it. */
    Html element(String name, String text) {
        return raw("<" + name + ">" + escaped(text) + "</" + name + ">");
    }

    /** Opens a table; a heading that begins with # stands over numbers, without the #. */
    Html table(String... headings) {
        StringBuilder row = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
        for (String heading : headings) {
            boolean numeric = heading.startsWith("#");
            row.append(numeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
                    .append(escaped(numeric ? heading.substring(1) : heading))
                    .append("</th>");
        }
        return raw(row.append("</tr></thead><tbody>").toString());
    }

    /** Numbers as {@link Long} or text; a {@link Long} is set to the right. */
    Html row(Object... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (Object cell : cells) {
            row.append(
                    cell instanceof Long number
                            ? "<td class=\"n\">" + number(number) + "</td>"
                            : "<td>" + escaped(cell.toString()) + "</td>");
        }
        return raw(row.append("</tr>").toString());
    }

    Html endTable() {
        return raw("</tbody></table></div>");
    }

    @Override
    public String toString() {
        return markup.toString();
    }
}
