package io.reissue.store.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What differs between two versions of a policy, field by field. Pure. */
public final class PolicyDiff {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PolicyDiff() {}

    /**
     * One field that differs.
     *
     * @param path of the field: {@code freezeDays}, {@code required[bank-one]}, {@code stageWorkingDays[2]}
     * @param before null: not there
     * @param after null: not there
     */
    public record Change(
            String path, @Nullable String before, @Nullable String after) {}

    /** In order of path. Lists of platforms are compared as sets, by code; lists where the place says something, by place from 1 on. */
    public static List<Change> between(PolicyDocument before, PolicyDocument after) {
        SortedMap<String, String> left = fields(before);
        SortedMap<String, String> right = fields(after);
        SortedSet<String> paths = new TreeSet<>(left.keySet());
        paths.addAll(right.keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            String was = left.get(path);
            String is = right.get(path);
            if (was == null || !was.equals(is)) changes.add(new Change(path, was, is));
        }
        return changes;
    }

    private static SortedMap<String, String> fields(PolicyDocument document) {
        SortedMap<String, String> fields = new TreeMap<>();
        JsonNode tree = JSON.valueToTree(document);
        for (Map.Entry<String, JsonNode> field : tree.properties()) put(fields, field.getKey(), field.getValue());
        return fields;
    }

    private static void put(SortedMap<String, String> fields, String path, JsonNode value) {
        if (value.isArray()) {
            for (int place = 0; place < value.size(); place++) {
                JsonNode entry = value.get(place);
                boolean code = path.equals("required") || path.equals("identity");
                put(fields, path + "[" + (code ? entry.asString() : String.valueOf(place + 1)) + "]", entry);
            }
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                put(fields, path + "." + field.getKey(), field.getValue());
            }
        } else if (!value.isNull()) {
            fields.put(path, value.asString());
        }
    }
}
