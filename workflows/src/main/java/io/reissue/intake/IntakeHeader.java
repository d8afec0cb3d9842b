package io.reissue.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Which column stands where in a file. */
public final class IntakeHeader {
    private final List<IntakeColumn> columns;
    private final int[] positions;

    private IntakeHeader(List<IntakeColumn> columns) {
        this.columns = List.copyOf(columns);
        this.positions =
                Arrays.stream(IntakeColumn.values()).mapToInt(columns::indexOf).toArray();
    }

    /** Empty unless every column is named once, in any order, and nothing else is; {@link IntakeColumn#ASKING} may be missing. */
    public static Optional<IntakeHeader> of(List<String> names) {
        var columns = new ArrayList<IntakeColumn>();
        for (var name : names) {
            var column = IntakeColumn.named(name);
            if (column.isEmpty()) return Optional.empty();
            columns.add(column.get());
        }
        var named = EnumSet.noneOf(IntakeColumn.class);
        named.addAll(columns);
        if (named.size() < columns.size()) return Optional.empty();
        named.add(IntakeColumn.ASKING);
        return named.equals(EnumSet.allOf(IntakeColumn.class))
                ? Optional.of(new IntakeHeader(columns))
                : Optional.empty();
    }

    int size() {
        return columns.size();
    }

    IntakeColumn column(int position) {
        return columns.get(position);
    }

    /** Without surrounding blanks; empty where the file has no such column. */
    String value(List<String> fields, IntakeColumn column) {
        int position = positions[column.ordinal()];
        return position < 0 ? "" : fields.get(position).strip();
    }
}
