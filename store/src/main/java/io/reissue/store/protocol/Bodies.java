package io.reissue.store.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request or response within a limit that holds before and after gunzip. */
public final class Bodies {
    private Bodies() {}

    /**
     * @param encoding value of Content-Encoding; null: none
     * @param most bytes
     * @throws Unreadable when it is too large or not what its encoding says
     * @throws IOException when the other side breaks off
     */
    public static byte[] read(InputStream body, @Nullable String encoding, int most) throws Unreadable, IOException {
        var raw = within(body, most);
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> raw;
            case "gzip", "x-gzip" -> raw.length == 0 ? raw : gunzip(raw, most);
            default -> throw new Unreadable(Why.ENCODING_UNKNOWN);
        };
    }

    private static byte[] gunzip(byte[] raw, int most) throws Unreadable {
        try (var body = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            return within(body, most);
        } catch (IOException _) {
            throw new Unreadable(Why.ENCODING_BROKEN);
        }
    }

    private static byte[] within(InputStream body, int most) throws Unreadable, IOException {
        var read = body.readNBytes(most + 1);
        if (read.length > most) throw new Unreadable(Why.TOO_LARGE);
        return read;
    }

    public enum Why {
        TOO_LARGE,
        /** Neither plain nor gzip. */
        ENCODING_UNKNOWN,
        /** Says gzip and isn't. */
        ENCODING_BROKEN
    }

    /** A body that nobody will read, however often it is sent. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
        private final Why why;

        Unreadable(Why why) {
            super(why.name(), null, false, false);
            this.why = why;
        }

        public Why why() {
            return why;
        }
    }
}
