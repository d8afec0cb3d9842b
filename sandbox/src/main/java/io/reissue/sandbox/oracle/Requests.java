package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Books.Exchange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When platforms were asked something about each number; millions of times, so few bytes each. */
final class Requests {
    /** Status: what a platform may be told of a number at any time. Whatever else it is sent asks something of it. */
    private static final Set<String> TELLING =
            Set.of("number.disconnected", "number.reinstated", "number.purged", "number.reassigned");

    /** One number's, in the order in which they came. */
    private static final class Times {
        private long[] at = new long[16];
        private int[] platform = new int[16];
        private int count;

        void add(long time, int code) {
            if (count == at.length) {
                at = Arrays.copyOf(at, 2 * count);
                platform = Arrays.copyOf(platform, 2 * count);
            }
            at[count] = time;
            platform[count++] = code;
        }
    }

    interface Reader {
        void asked(String digits, String platform, Instant at);
    }

    private final List<String> numbers;
    private final @Nullable Times[] ofNumber;
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    Requests(List<String> numbers) {
        this.numbers = numbers;
        this.ofNumber = new Times[numbers.size()];
    }

    static boolean asks(Exchange request) {
        return request.type() != null && !TELLING.contains(request.type());
    }

    /** @param number its place in the list of numbers */
    void add(Exchange request, int number) {
        if (!asks(request)) return;
        Integer code = codes.computeIfAbsent(request.platform(), name -> {
            names.add(name);
            return names.size() - 1;
        });
        Times times = ofNumber[number];
        if (times == null) ofNumber[number] = times = new Times();
        times.add(request.at().toEpochMilli(), code);
    }

    /** Reads all of them, number by number. */
    void read(Reader reader) {
        for (int number = 0; number < ofNumber.length; number++) {
            Times times = ofNumber[number];
            if (times == null) continue;
            for (int i = 0; i < times.count; i++) {
                reader.asked(numbers.get(number), names.get(times.platform[i]), Instant.ofEpochMilli(times.at[i]));
            }
        }
    }
}
