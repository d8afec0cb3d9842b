package io.reissue.store.platform;

import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.platform.Onboarding.Decision;
import java.net.URI;
import java.util.Set;

/** Taking platforms in, over the store of a test. */
public final class OnboardingForTests {
    public static final URI ENDPOINT = URI.create("https://platform.example/hooks");

    private OnboardingForTests() {}

    public static Onboarding over(StoreForTests store, PlatformPing endpoints) {
        return new Onboarding(
                store.jdbc(),
                store.transaction(),
                store.keys().platformSecrets(),
                store.clock(),
                endpoints,
                new AuditLog(store.jdbc(), store.clock()));
    }

    public static PlatformTerms called(URI endpoint) {
        return terms(Delivery.PUSH, endpoint, IdentifierForm.HMAC_SHA256);
    }

    public static PlatformTerms fetching() {
        return terms(Delivery.PULL, null, IdentifierForm.HMAC_SHA256);
    }

    public static PlatformTerms named(IdentifierForm form) {
        return terms(Delivery.PUSH, ENDPOINT, form);
    }

    private static PlatformTerms terms(
            Delivery delivery, @org.jspecify.annotations.Nullable URI endpoint, IdentifierForm form) {
        return new PlatformTerms(
                "平台", "Platform", Platform.Kind.ACCOUNT, Set.of("CN"), delivery, endpoint, form, 500, 50, false);
    }

    public static Decision.Taken taken(Decision decision) {
        if (decision instanceof Decision.Taken taken) return taken;
        throw new AssertionError(decision);
    }

    /** What the audit says of a platform, in order: action and detail. */
    public static java.util.List<String> audited(StoreForTests store, String code) {
        return store.jdbc()
                .sql(
                        "select actor || ' ' || action || ' ' || detail::text from audit_entry where subject = :code order by id")
                .param("code", code)
                .query((row, n) -> row.getString(1))
                .list();
    }
}
