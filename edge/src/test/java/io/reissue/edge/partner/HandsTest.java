package io.reissue.edge.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.ResponseEntity;

class HandsTest {
    private static final int KIB = 1024;
    private static final ResponseEntity<?> DONE = ResponseEntity.noContent().build();

    private final Hands hands = new Hands(8 * KIB, 16 * KIB);

    @Test
    void whatIsSentFitsInAsLongAsThereIsRoomAndWhatIsDoneMakesRoom() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(hands.with(7 * KIB, null, () -> hands.with(7 * KIB, null, () -> DONE)))
                    .isSameAs(DONE);
            assertThatThrownBy(() -> hands.with(
                            7 * KIB, null, () -> hands.with(7 * KIB, null, () -> hands.with(1, null, () -> DONE))))
                    .isInstanceOf(TransientDataAccessResourceException.class);
        }
    }

    @Test
    void whatMayUnfoldOrDoesNotSayHowLongItIsCountsAsTheLargest() throws Exception {
        assertThat(hands.with(10, "gzip", () -> hands.with(-1, null, () -> DONE)))
                .isSameAs(DONE);
        assertThatThrownBy(() ->
                        hands.with(10, "gzip", () -> hands.with(-1, null, () -> hands.with(1, null, () -> DONE))))
                .isInstanceOf(TransientDataAccessResourceException.class);
    }

    @Test
    void whatSaysItIsLargerThanAllowedFindsRoomToBeRefused() throws Exception {
        assertThat(hands.with(Long.MAX_VALUE, null, () -> DONE)).isSameAs(DONE);
    }
}
