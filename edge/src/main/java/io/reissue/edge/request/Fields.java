package io.reissue.edge.request;

import io.reissue.store.inventory.NumberToken;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What requests say in fields: 400, by the name of the field, where one is missing or is not what it should be. */
public final class Fields {
    private static final int MOST = 200;

    private Fields() {}

    /** JSON may leave out anything. */
    public static <T> T required(@Nullable T value, String field) {
        if (value == null) throw malformed(field + " is missing");
        return value;
    }

    /** A document whose every part has to be there, but what may be null: JSON may leave out anything. */
    public static <T extends Record> T complete(T document, String field) {
        for (RecordComponent part : document.getClass().getRecordComponents()) {
            if (part.getAnnotatedType().isAnnotationPresent(Nullable.class)) continue;
            try {
                String name = field + "." + part.getName();
                Object value = required(part.getAccessor().invoke(document), name);
                if (value instanceof Collection<?> all) complete(all, name);
            } catch (ReflectiveOperationException closed) {
                throw new IllegalStateException("a public record is readable", closed);
            }
        }
        return document;
    }

    /** A list without gaps. */
    public static <T extends Collection<?>> T complete(T list, String field) {
        list.forEach(entry -> required(entry, "an entry of " + field));
        return list;
    }

    /** How many things one answer may show. */
    public static void limit(int limit) {
        if (limit < 1 || limit > MOST) throw malformed("limit has to be 1 to " + MOST);
    }

    /** So long before now, by days in UTC; null: at any time. */
    public static @Nullable Instant ago(Clock clock, @Nullable Period age) {
        return age == null
                ? null
                : clock.instant().atZone(ZoneOffset.UTC).minus(age).toInstant();
    }

    /**
     * The digits of an E.164 number, as the inventory knows it.
     *
     * @param number a leading plus allowed; not repeated in what is answered
     */
    public static String number(@Nullable String number) {
        String digits = required(number, "number").replaceFirst("^\\+", "");
        if (!NumberToken.isNumber(digits)) throw malformed("number has to be the digits of an E.164 number");
        return digits;
    }

    private static ResponseStatusException malformed(String why) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
    }
}
