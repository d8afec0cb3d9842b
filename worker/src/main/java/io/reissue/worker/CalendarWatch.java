package io.reissue.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.reissue.store.policy.WorkingYears;
import io.reissue.store.policy.WorkingYears.Missing;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Misses a year of working days 60 days before it begins: without it stages would not open. */
@Component
class CalendarWatch {
    private static final Logger log = LoggerFactory.getLogger(CalendarWatch.class);

    private final WorkingYears years;
    private final MultiGauge missing;

    CalendarWatch(WorkingYears years, MeterRegistry registry) {
        this.years = years;
        missing = MultiGauge.builder("reissue.calendars.missing")
                .description("Years of working days that are, or will soon be, needed and that nobody has entered")
                .register(registry);
    }

    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT1H")
    void look() {
        List<Missing> found = years.missing();
        found.forEach(one -> log.warn(
                "no working-day calendar for {} in {}: enter it at /v1/calendars/{}/{}",
                one.jurisdiction(),
                one.year(),
                one.jurisdiction(),
                one.year()));
        missing.register(
                found.stream()
                        .<Row<?>>map(one -> Row.of(
                                Tags.of("jurisdiction", one.jurisdiction(), "year", String.valueOf(one.year())), 1))
                        .toList(),
                true);
    }
}
