package io.reissue.store.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/**
 * Account handles of one item, as a row of chunks that can be appended to without being read: each a sealed list after its length.
 * Inside, each handle is UTF-8 after its length. Lengths are four bytes.
 */
final class HandleChunks {
    private HandleChunks() {}

    static byte[] seal(UUID batchId, List<String> handles, CycleKey key) {
        var encoded = handles.stream()
                .map(handle -> handle.getBytes(StandardCharsets.UTF_8))
                .toList();
        return lengthFirst(List.of(key.seal(purpose(batchId), lengthFirst(encoded))));
    }

    /** All handles of all chunks, each once, in the order in which they were first named. */
    static List<String> open(UUID batchId, byte[] chunks, CycleKey key) {
        var handles = new LinkedHashSet<String>();
        var outer = ByteBuffer.wrap(chunks);
        while (outer.hasRemaining()) {
            var inner = ByteBuffer.wrap(key.open(purpose(batchId), next(outer)));
            while (inner.hasRemaining()) handles.add(new String(next(inner), StandardCharsets.UTF_8));
        }
        return List.copyOf(handles);
    }

    private static byte[] lengthFirst(Collection<byte[]> parts) {
        var buffer = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
        for (var part : parts) buffer.putInt(part.length).put(part);
        return buffer.array();
    }

    private static byte[] next(ByteBuffer buffer) {
        var part = new byte[buffer.getInt()];
        buffer.get(part);
        return part;
    }

    private static String purpose(UUID batchId) {
        return "handles-" + batchId;
    }
}
