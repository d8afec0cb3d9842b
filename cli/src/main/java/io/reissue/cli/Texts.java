package io.reissue.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** JSON as people read it: lists of things as aligned tables, one thing as a list of its fields. */
final class Texts {
    private static final String GAP = "  ";

    private Texts() {}

    /** @param fields which, in order; headings are made of them */
    static String table(JsonNode rows, String... fields) {
        if (rows.isEmpty()) return "none";
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(fields).stream().map(Texts::heading).toList());
        for (JsonNode row : rows) {
            lines.add(List.of(fields).stream()
                    .map(field -> value(row.path(field)))
                    .toList());
        }
        return aligned(lines);
    }

    /** All fields, what is in an object by its path; below them a table for each list of things. */
    static String sheet(JsonNode thing) {
        List<List<String>> lines = new ArrayList<>();
        StringBuilder below = new StringBuilder();
        addFields("", thing, lines, below);
        return aligned(lines) + below;
    }

    private static void addFields(String path, JsonNode thing, List<List<String>> lines, StringBuilder below) {
        for (Map.Entry<String, JsonNode> field : thing.properties()) {
            String name = path + heading(field.getKey());
            JsonNode value = field.getValue();
            if (value.isObject()) {
                addFields(name + " ", value, lines, below);
            } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                String[] columns = value.get(0).propertyNames().toArray(String[]::new);
                below.append('\n').append(name).append(":\n").append(table(value, columns));
            } else {
                lines.add(List.of(name, value(value)));
            }
        }
    }

    private static String value(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) return "-";
        if (value.isBoolean()) return value.asBoolean() ? "yes" : "no";
        if (value.isArray()) {
            if (value.isEmpty()) return "-";
            return value.valueStream().map(Texts::value).collect(Collectors.joining(","));
        }
        if (value.isObject()) return printable(value.toString());
        String text = printable(value.asString());
        return text.isEmpty() ? "-" : text;
    }

    /** {@code stuckSince}: stuck since. */
    private static String heading(String field) {
        return printable(field.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT));
    }

    private static String aligned(List<List<String>> lines) {
        int[] widths = new int[lines.isEmpty() ? 0 : lines.getFirst().size()];
        for (List<String> line : lines)
            for (int column = 0; column < widths.length; column++)
                widths[column] = Math.max(widths[column], width(line.get(column)));
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder one = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = line.get(column);
                one.append(cell).repeat(' ', widths[column] - width(cell)).append(GAP);
            }
            text.append(one.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** What comes from elsewhere moves no cursor and changes no colour. */
    static String printable(String text) {
        return text.codePoints()
                .map(code -> Character.isISOControl(code) || Character.getType(code) == Character.FORMAT ? '?' : code)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** In columns of a terminal, in which Chinese characters, and what stands between them, take two. */
    private static int width(String text) {
        return text.codePoints().map(code -> isWide(code) ? 2 : 1).sum();
    }

    private static boolean isWide(int code) {
        return switch (Character.UnicodeScript.of(code)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> code >= 0x3000 && code <= 0x303f || code >= 0xff01 && code <= 0xff60;
        };
    }
}
