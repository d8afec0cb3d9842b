package io.reissue.edge.request;

import io.reissue.policy.Asking;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Requests are read as the contract has them. A field that it does not know is a slip of the pen, and what somebody meant by it is not
 * what would be done; nothing is read as another type than it is written in.
 */
@Configuration(proxyBeanMethods = false)
public class StrictJson implements WebMvcConfigurer {
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(mapper()));
    }

    private static JsonMapper.Builder mapper() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(texts());
    }

    private static SimpleModule texts() {
        return new SimpleModule()
                .addDeserializer(Instant.class, new Text<>(Instant.class, Instant::parse))
                .addDeserializer(LocalDate.class, new Text<>(LocalDate.class, LocalDate::parse))
                .addDeserializer(Duration.class, new Text<>(Duration.class, Duration::parse))
                .addDeserializer(Period.class, new Text<>(Period.class, Period::parse))
                .addDeserializer(UUID.class, new Text<>(UUID.class, UUID::fromString))
                .addDeserializer(URI.class, new Text<>(URI.class, URI::create))
                // what workflows wrote is read leniently; what people write is not
                .addDeserializer(Asking.class, new Text<>(Asking.class, StrictJson::asking));
    }

    /** As a policy can have it. */
    private static Asking asking(String code) {
        Asking asking = Asking.valueOf(code);
        if (asking == Asking.NOBODY) throw new IllegalArgumentException(code);
        return asking;
    }

    /** What is written as a text, and as nothing else. */
    private static final class Text<T> extends StdDeserializer<T> {
        private final Class<T> type;
        private final Function<String, T> reading;

        Text(Class<T> type, Function<String, T> reading) {
            super(type);
            this.type = type;
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING))
                throw context.wrongTokenException(parser, type, JsonToken.VALUE_STRING, "a text");
            String text = parser.getString();
            try {
                return reading.apply(text);
            } catch (IllegalArgumentException | DateTimeException none) {
                throw context.weirdStringException(text, type, "is none");
            }
        }
    }
}
