package io.reissue.store.platform;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which platform a code names. A code is never given to another platform. */
@Component
public final class PlatformIds {
    private final JdbcClient jdbc;

    public PlatformIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Switched-off ones too; empty: there is none of this code. */
    public Optional<Integer> of(String code) {
        return jdbc.sql("select id from platform where code = :code")
                .param("code", code)
                .query(Integer.class)
                .optional();
    }

    /**
     * The same for who may name none.
     *
     * @return null: none was named, or there is none of this code
     */
    public @Nullable Integer ofAny(@Nullable String code) {
        return code == null ? null : of(code).orElse(null);
    }
}
