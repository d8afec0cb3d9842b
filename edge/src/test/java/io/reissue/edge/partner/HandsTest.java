package io.reissue.edge.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.ResponseEntity;

class HandsTest {
    private static final int KIB = 1024;
    private static final ResponseEntity<?> DONE = ResponseEntity.noContent().build();

    private final Hands hands = new Hands(16 * KIB);

    @Test
    void whatCameFitsInAsLongAsThereIsRoomAndWhatIsDoneMakesRoom() {
        for (int i = 0; i < 3; i++) {
            assertThat(hands.with(8 * KIB, () -> hands.with(8 * KIB, () -> DONE)))
                    .isSameAs(DONE);
            assertThatThrownBy(() -> hands.with(8 * KIB, () -> hands.with(8 * KIB, () -> hands.with(1, () -> DONE))))
                    .isInstanceOf(TransientDataAccessResourceException.class);
        }
    }

    @Test
    void whatFailsMakesRoomToo() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> hands.with(16 * KIB, () -> {
                        throw new IllegalStateException("no database");
                    }))
                    .hasMessage("no database");
        }
    }

    @Test
    void nothingFitsInWhenThereIsNoRoom() {
        assertThat(hands.with(16 * KIB, () -> hands.with(0, () -> DONE))).isSameAs(DONE);
    }
}
