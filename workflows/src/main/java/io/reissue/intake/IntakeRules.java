package io.reissue.intake;

import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.recycle.Ending;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What one row of an intake file means. Pure: what the store knows of the number is judged by the store. */
public final class IntakeRules {
    /** What decoders put where bytes are no text; a file that brings it along was decoded wrongly before. */
    private static final char UNDECODABLE = '\uFFFD';

    private final IntakeHeader header;
    private final FileFacts file;
    private final Function<String, NumberReading> numbers;

    /** @param numbers reads a number as written, without a state of its own */
    public IntakeRules(IntakeHeader header, FileFacts file, Function<String, NumberReading> numbers) {
        this.header = header;
        this.file = file;
        this.numbers = numbers;
    }

    /**
     * The first thing that is wrong with a row, or the cycle it asks for. Whether the line is a disconnect at all comes before its dates:
     * a suspended line has none.
     */
    public Judgement judge(long line, List<String> fields) {
        if (fields.size() != header.size()) return new Judgement.Rejected(line, Rejection.WRONG_COLUMN_COUNT, null);
        for (int i = 0; i < fields.size(); i++)
            if (fields.get(i).indexOf(UNDECODABLE) >= 0)
                return new Judgement.Rejected(line, Rejection.UNDECODABLE, header.column(i));
        return new Row(line, fields).judge();
    }

    private final class Row {
        private final long line;
        private final List<String> fields;

        Row(long line, List<String> fields) {
            this.line = line;
            this.fields = fields;
        }

        Judgement judge() {
            var written = value(IntakeColumn.NUMBER);
            if (written.isEmpty()) return missing(IntakeColumn.NUMBER);
            if (!(numbers.apply(written) instanceof NumberReading.Valid number))
                return rejected(Rejection.MALFORMED_NUMBER, IntakeColumn.NUMBER);
            if (LegalLimits.of(number.region(), LineType.RESIDENTIAL).isEmpty())
                return rejected(Rejection.FOREIGN_NUMBER, IntakeColumn.NUMBER);

            var reason = value(IntakeColumn.REASON);
            if (reason.isEmpty()) return missing(IntakeColumn.REASON);
            var known = RowReason.of(reason);
            if (known.isEmpty()) return rejected(Rejection.UNKNOWN_REASON, IntakeColumn.REASON);
            var noDisconnect = known.get().noDisconnect();
            if (noDisconnect.isPresent()) return rejected(noDisconnect.get(), IntakeColumn.REASON);
            var disconnect = known.get().disconnect().orElseThrow();

            var type = value(IntakeColumn.LINE_TYPE);
            if (type.isEmpty()) return missing(IntakeColumn.LINE_TYPE);
            var lineType = lineType(type);
            if (lineType.isEmpty()) return rejected(Rejection.UNKNOWN_LINE_TYPE, IntakeColumn.LINE_TYPE);
            return LegalLimits.of(number.region(), lineType.get())
                    .map(limits -> judgeDates(number, limits, lineType.get(), disconnect))
                    .orElseGet(() -> rejected(Rejection.FOREIGN_NUMBER, IntakeColumn.NUMBER));
        }

        private Judgement judgeDates(
                NumberReading.Valid number, LegalLimits limits, LineType lineType, DisconnectReason reason) {
            var disconnect = value(IntakeColumn.DISCONNECT_TIME);
            if (disconnect.isEmpty()) return missing(IntakeColumn.DISCONNECT_TIME);
            Optional<Instant> at = IntakeDates.instant(disconnect, limits.zone());
            if (at.isEmpty()) return rejected(Rejection.MALFORMED_DATE, IntakeColumn.DISCONNECT_TIME);
            if (at.get().isAfter(file.now()))
                return rejected(Rejection.DISCONNECT_IN_FUTURE, IntakeColumn.DISCONNECT_TIME);
            LocalDate on = at.get().atZone(limits.zone()).toLocalDate();
            if (on.isAfter(file.fileDate()))
                return rejected(Rejection.DISCONNECT_AFTER_FILE, IntakeColumn.DISCONNECT_TIME);

            var activation = value(IntakeColumn.ACTIVATION_DATE);
            if (activation.isEmpty()) return missing(IntakeColumn.ACTIVATION_DATE);
            Optional<LocalDate> activated = IntakeDates.day(activation, limits.zone());
            if (activated.isEmpty()) return rejected(Rejection.MALFORMED_DATE, IntakeColumn.ACTIVATION_DATE);
            if (activated.get().isAfter(on))
                return rejected(Rejection.DISCONNECT_BEFORE_ACTIVATION, IntakeColumn.ACTIVATION_DATE);

            var until = value(IntakeColumn.REAL_NAME_UNTIL);
            Optional<LocalDate> realNameUntil = IntakeDates.day(until, limits.zone());
            if (!until.isEmpty() && realNameUntil.isEmpty())
                return rejected(Rejection.MALFORMED_DATE, IntakeColumn.REAL_NAME_UNTIL);
            // A record whose time is over would be kept for nobody.
            LocalDate today = file.now().atZone(limits.zone()).toLocalDate();
            realNameUntil = realNameUntil.filter(day -> !day.isBefore(today));

            var reference = value(IntakeColumn.HOLDER_REFERENCE);
            if (reference.isEmpty()) return missing(IntakeColumn.HOLDER_REFERENCE);
            var said = value(IntakeColumn.ASKING);
            var asking = said.isEmpty() ? Optional.of(file.asking()) : asking(said);
            if (asking.isEmpty()) return rejected(Rejection.UNKNOWN_ASKING, IntakeColumn.ASKING);

            boolean portedIn = !value(IntakeColumn.PORTED_FROM).isEmpty();
            var contact = value(IntakeColumn.CONTACT);
            return new Judgement.Accepted(
                    line,
                    number,
                    limits,
                    lineType,
                    reason,
                    activated.get(),
                    at.get(),
                    on,
                    portedIn ? Ending.RETURN_TO_DONOR : Ending.RELEASE,
                    portedIn ? Asking.NOBODY : asking.get(),
                    reference,
                    contact.isEmpty() ? null : contact,
                    realNameUntil.orElse(null));
        }

        private String value(IntakeColumn column) {
            return header.value(fields, column);
        }

        private Judgement missing(IntakeColumn column) {
            return rejected(Rejection.MISSING_VALUE, column);
        }

        private Judgement rejected(Rejection code, IntakeColumn column) {
            return new Judgement.Rejected(line, code, column);
        }
    }

    private static Optional<LineType> lineType(String code) {
        return Arrays.stream(LineType.values())
                .filter(type -> type.name().equals(code.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** A row may choose between the two ways of asking; that nobody is asked follows from where the number goes. */
    private static Optional<Asking> asking(String code) {
        return Arrays.stream(Asking.values())
                .filter(asking -> asking != Asking.NOBODY && asking.name().equals(code.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
