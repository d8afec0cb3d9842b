package io.reissue.sandbox.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds every payload inside a message, however deep, and reads it as text. */
final class Payloads {
    private Payloads() {}

    static List<String> in(Message message) {
        List<String> found = new ArrayList<>();
        collect(message, found);
        return found;
    }

    private static void collect(Message message, List<String> found) {
        if (message instanceof Payload payload) {
            found.add(payload.getData().toString(StandardCharsets.UTF_8));
            return;
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) continue;
            if (field.getKey().isRepeated()) {
                for (Object element : (List<?>) field.getValue()) collect((Message) element, found);
            } else {
                collect((Message) field.getValue(), found);
            }
        }
    }
}
