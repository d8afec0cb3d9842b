package io.reissue.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.policy.WorkingYears;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CalendarWatchTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkingYears years = new WorkingYears(
            STORE.transaction(), STORE.jdbc(), STORE.clock(), new AuditLog(STORE.jdbc(), STORE.clock()));

    @Test
    void aMissingYearIsAGaugeUntilItIsEntered() {
        Scene.begin(new StoreParts(STORE));
        var watch = new CalendarWatch(years, registry);
        watch.look();
        assertThat(registry.find("reissue.calendars.missing").gauges()).isEmpty();

        STORE.jdbc().sql("delete from working_year where year = 2027").update();
        watch.look();
        var gauge = registry.get("reissue.calendars.missing").gauge();
        assertThat(gauge.value()).isEqualTo(1);
        assertThat(gauge.getId().getTag("jurisdiction")).isEqualTo("CN");
        assertThat(gauge.getId().getTag("year")).isEqualTo("2027");

        new StoreParts(STORE).policies().putYear("CN", 2027, java.util.Set.of(), java.util.Set.of(), "notice");
        watch.look();
        assertThat(registry.find("reissue.calendars.missing").gauges()).isEmpty();
    }
}
