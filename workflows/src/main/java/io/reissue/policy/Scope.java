package io.reissue.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that have something in common: those that a version of a policy is for. One number's own scope names all that is known of it.
 *
 * @param jurisdiction ISO 3166-1 alpha-2
 * @param province where the number's prefix was allocated; null: wherever, or not known
 * @param lineType null: any
 * @param reason null: any, or not known
 */
public record Scope(
        String jurisdiction,
        @Nullable String province,
        @Nullable LineType lineType,
        @Nullable DisconnectReason reason) {

    /** All numbers of a jurisdiction. */
    public static Scope allOf(String jurisdiction) {
        return new Scope(jurisdiction, null, null, null);
    }

    public boolean whole() {
        return narrows() == 0;
    }

    /** How many things it asks for beside the jurisdiction. */
    int narrows() {
        return (province == null ? 0 : 1) + (lineType == null ? 0 : 1) + (reason == null ? 0 : 1);
    }

    /** Whether each of the things that it asks for is known of {@code other}, and so. */
    public boolean covers(Scope other) {
        return jurisdiction.equals(other.jurisdiction)
                && (province == null || province.equals(other.province))
                && (lineType == null || lineType == other.lineType)
                && (reason == null || reason == other.reason);
    }

    /** The line types of the numbers that it holds. */
    List<LineType> lineTypes() {
        return lineType == null ? List.of(LineType.values()) : List.of(lineType);
    }

    /** In codes, the widest first: {@code CN/Guangdong/RESIDENTIAL/CANCELLED}. */
    public String inCodes() {
        List<String> parts = new ArrayList<>(List.of(jurisdiction));
        if (province != null) parts.add(province);
        if (lineType != null) parts.add(lineType.name());
        if (reason != null) parts.add(reason.name());
        return String.join("/", parts);
    }
}
