package io.reissue.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestOfBodyTest {
    private long now = Long.MAX_VALUE - 1;
    private long read;

    @Test
    void aBodyIsReadToItsEnd() throws IOException {
        InputStream body = new ByteArrayInputStream(new byte[3 << 20]);

        RestOfBody.discard(body, () -> now);

        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void oneWithoutAnEndIsReadToTheBound() throws IOException {
        RestOfBody.discard(comes(64 << 10, Duration.ZERO), () -> now);

        assertThat(read).isBetween(RestOfBody.MOST_BYTES, RestOfBody.MOST_BYTES + (64 << 10));
    }

    @Test
    void whoDripsIsLeftAfterTwoMinutes() throws IOException {
        RestOfBody.discard(comes(1, Duration.ofSeconds(10)), () -> now);

        assertThat(read).isEqualTo(13);
    }

    private InputStream comes(int bytes, Duration after) {
        return new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("byte by byte");
            }

            @Override
            public int read(byte[] into, int from, int most) {
                now += after.toNanos();
                read += bytes;
                return bytes;
            }
        };
    }
}
