package io.reissue.store.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reissue.store.protocol.Bodies.Unreadable;
import io.reissue.store.protocol.Bodies.Why;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private static final int MOST = 1000;

    @Test
    void plainAndZippedBodiesAreReadUpToTheLimit() throws Exception {
        assertThat(read(new byte[MOST], null)).hasSize(MOST);
        assertThat(read(new byte[MOST], "identity")).hasSize(MOST);
        assertThat(read(zipped(new byte[MOST]), "gzip")).hasSize(MOST);
        assertThat(read(zipped(new byte[MOST]), " GZIP ")).hasSize(MOST);
        assertThat(read(new byte[0], "gzip")).isEmpty();
    }

    @Test
    void oneByteMoreIsTooLargeBeforeAndAfterUnzipping() throws IOException {
        assertThat(why(new byte[MOST + 1], null)).isEqualTo(Why.TOO_LARGE);
        assertThat(why(zipped(new byte[MOST + 1]), "gzip")).isEqualTo(Why.TOO_LARGE);
        assertThat(why(zipped(new byte[50_000_000]), "gzip")).isEqualTo(Why.TOO_LARGE);
    }

    @Test
    void otherEncodingsAndBrokenOnesAreToldApart() throws IOException {
        var zipped = zipped(new byte[MOST]);

        assertThat(why(zipped, "br")).isEqualTo(Why.ENCODING_UNKNOWN);
        assertThat(why(zipped, "gzip, gzip")).isEqualTo(Why.ENCODING_UNKNOWN);
        assertThat(why(new byte[MOST], "gzip")).isEqualTo(Why.ENCODING_BROKEN);
        assertThat(why(Arrays.copyOf(zipped, zipped.length - 4), "gzip")).isEqualTo(Why.ENCODING_BROKEN);
    }

    private static byte[] read(byte[] body, @Nullable String encoding) throws Unreadable, IOException {
        return Bodies.read(new ByteArrayInputStream(body), encoding, MOST);
    }

    private static Why why(byte[] body, @Nullable String encoding) {
        return catchThrowableOfType(Unreadable.class, () -> read(body, encoding))
                .why();
    }

    private static byte[] zipped(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }
}
