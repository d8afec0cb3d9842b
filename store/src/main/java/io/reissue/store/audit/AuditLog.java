package io.reissue.store.audit;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes down who did what, in the transaction that does it. Entries are written without a number, so that writers never queue;
 * {@link io.reissue.store.feed.Sequencer} numbers and chains them. Codes and opaque ids only: an entry is kept for ever.
 */
public final class AuditLog {
    /** No spaces, so no prose; no leading plus, so no telephone number as people write it; no at sign, so no address. */
    private static final Pattern CODE_OR_ID = Pattern.compile("[\\p{Alnum}_:.,/=-][\\p{Alnum}_:.,/=+-]{0,199}|");

    /** As which the system itself stands in an entry; nobody else is let in under that name. */
    public static final String SYSTEM = "reissue";

    private final JdbcClient jdbc;
    private final Clock clock;

    public AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Writes one entry.
     *
     * @param actor principal, or the part of the system that acted
     * @param action a code, for example {@code cycle.purged}
     * @param subject what it was done to: an opaque id or a code
     * @param detail codes and ids by name
     * @throws IllegalArgumentException when a part is no code and no id; the message names the part, not its content
     */
    public void write(String actor, String action, String subject, Map<String, String> detail) {
        require("actor", actor);
        require("action", action);
        require("subject", subject);
        detail.forEach((name, value) -> {
            require("name in detail", name);
            require("detail", value);
        });
        jdbc.sql("""
                        insert into audit_entry (at, actor, action, subject, detail)
                        values (:at, :actor, :action, :subject, jsonb_object(:names::text[], :values::text[]))
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .param("action", action)
                .param("subject", subject)
                .param("names", detail.keySet().toArray(String[]::new))
                .param("values", detail.values().toArray(String[]::new))
                .update();
    }

    /** A name as a code: blanks and other signs would be taken for prose. */
    public static String code(String name) {
        return name.replaceAll("[^\\p{Alnum}_:.,/=+-]", "_");
    }

    /** Whether a reader could take it for the system itself. */
    public static boolean reserved(String actor) {
        return actor.equalsIgnoreCase(SYSTEM);
    }

    /** Whether this may stand in an entry. */
    public static boolean admits(String text) {
        return CODE_OR_ID.matcher(text).matches();
    }

    private static void require(String part, String text) {
        if (!admits(text)) {
            throw new IllegalArgumentException("the audit's " + part + " must be a code or an id");
        }
    }
}
