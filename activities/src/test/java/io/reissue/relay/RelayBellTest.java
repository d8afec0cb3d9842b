package io.reissue.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayBellTest {
    private final BusyForTests busy = new BusyForTests();
    private final RelayBell bell = new RelayBell(busy);

    /** Remembers who is busy, as virtual time would. */
    private static final class BusyForTests implements Busy {
        private final List<String> holds = new ArrayList<>();

        @Override
        public void begin() {
            holds.add("outbox");
        }

        @Override
        public void end() {
            holds.remove("outbox");
        }

        @Override
        public void storeIsAway() {
            holds.add("store");
        }

        @Override
        public void storeIsBack() {
            holds.remove("store");
        }
    }

    @Test
    void aWriterIsBusyUntilTheRelayHasLookedAfterHim() {
        bell.ring();
        assertThat(busy.holds).containsExactly("outbox");

        bell.lookedAfter(bell.ended());

        assertThat(busy.holds).isEmpty();
    }

    @Test
    void anOutageIsOneHoweverOftenTheOutboxCannotBeRead() {
        bell.blind();
        bell.blind();
        assertThat(busy.holds).containsExactly("store");

        bell.seeing();
        bell.seeing();

        assertThat(busy.holds).isEmpty();
    }

    @Test
    void whoWroteBeforeAnOutageIsStillBusyAfterIt() {
        bell.ring();
        bell.blind();

        bell.seeing();

        assertThat(busy.holds).containsExactly("outbox");
    }
}
