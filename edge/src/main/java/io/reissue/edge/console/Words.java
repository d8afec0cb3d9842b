package io.reissue.edge.console;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures and times as a reader of that language writes them. Times are UTC, and say so on every page. */
public final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final String NOTHING = "–";

    private final boolean chinese;
    private final NumberFormat numbers;

    Words(Locale locale) {
        this.chinese = locale.getLanguage().equals("zh");
        this.numbers = NumberFormat.getIntegerInstance(locale);
    }

    /** Of two names of the same thing, the one in his language. */
    public String name(String nameZh, String nameEn) {
        return chinese ? nameZh : nameEn;
    }

    public String count(long count) {
        return numbers.format(count);
    }

    public String time(@Nullable Instant time) {
        return time == null ? NOTHING : TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    public String day(@Nullable LocalDate day) {
        return day == null ? NOTHING : day.toString();
    }

    public String weekday(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.SHORT, chinese ? Locale.CHINESE : Locale.ENGLISH);
    }

    /** The two largest units that are not zero. */
    public String span(@Nullable Duration span) {
        if (span == null) return NOTHING;
        long days = span.toDays();
        int hours = span.toHoursPart();
        int minutes = span.toMinutesPart();
        if (days > 0) return unit(days, "d", "天") + (hours > 0 ? unit(hours, " h", "小时") : "");
        if (hours > 0) return unit(hours, "h", "小时") + (minutes > 0 ? unit(minutes, " min", "分钟") : "");
        if (minutes > 0) return unit(minutes, "min", "分钟");
        return unit(span.toSecondsPart(), "s", "秒");
    }

    /** From then to now. */
    public String since(@Nullable Instant then, Instant now) {
        return then == null ? NOTHING : span(Duration.between(then, now));
    }

    private String unit(long amount, String english, String word) {
        if (chinese) return amount + word;
        boolean joined = english.startsWith(" ");
        return (joined ? " " : "") + amount + " " + english.strip();
    }
}
