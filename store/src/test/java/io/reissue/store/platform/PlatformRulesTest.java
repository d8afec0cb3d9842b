package io.reissue.store.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformRulesTest {

    @ParameterizedTest
    @CsvSource({
        "https://platform.example/hooks,",
        "http://127.0.0.1:8080/hooks,",
        "http://localhost/hooks,",
        "http://platform.example/hooks, ENDPOINT_NOT_HTTPS",
        "http://10.0.0.1/hooks, ENDPOINT_NOT_HTTPS",
        "ftp://platform.example/hooks, ENDPOINT_NOT_HTTPS",
        "https://user:word@platform.example/hooks, ENDPOINT_MISSING",
        "https://platform.example/hooks#part, ENDPOINT_MISSING",
        "https:///hooks, ENDPOINT_MISSING",
        "/hooks, ENDPOINT_MISSING",
        ", ENDPOINT_MISSING",
    })
    void aPlatformIsCalledByHttpsAtAHost(@Nullable URI endpoint, @Nullable PlatformRefusal refusal) {
        assertThat(judged("platform", terms("CN", Delivery.PUSH, endpoint, 1, 1, false)))
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "ab,",
        "a, CODE_MALFORMED",
        "Ab, CODE_MALFORMED",
        "1a, CODE_MALFORMED",
        "a_b, CODE_MALFORMED",
        "'', CODE_MALFORMED"
    })
    void aCodeIsShortAndPlain(String code, @Nullable PlatformRefusal refusal) {
        assertThat(judged(code, fetching("CN", 1, 1, false))).isEqualTo(refusal);
        assertThat(judged("a".repeat(39), fetching("CN", 1, 1, false))).isNull();
        assertThat(judged("a".repeat(40), fetching("CN", 1, 1, false))).isEqualTo(PlatformRefusal.CODE_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "CN, 1, 1,",
        "CN, 1000, 10000,",
        "CN, 0, 1, BATCH_LIMIT",
        "CN, 1001, 1, BATCH_LIMIT",
        "CN, 1, 0, RATE",
        "CN, 1, 10001, RATE",
        "ZZ, 1, 1, UNKNOWN_JURISDICTION",
    })
    void itIsAskedWhereTheLawIsKnownAndNoFasterThanItCan(
            String jurisdiction, int limit, int rate, @Nullable PlatformRefusal refusal) {
        assertThat(judged("platform", fetching(jurisdiction, limit, rate, false)))
                .isEqualTo(refusal);
    }

    @Test
    void whoFetchesHasNoEndpointAndIsPushedNothing() {
        assertThat(judged("platform", fetching("CN", 1, 1, true))).isEqualTo(PlatformRefusal.PUSHES_NEED_ENDPOINT);
        assertThat(judged("platform", terms("CN", Delivery.PULL, URI.create("https://platform.example/"), 1, 1, false)))
                .isEqualTo(PlatformRefusal.ENDPOINT_UNWANTED);
    }

    @Test
    void aNameIsThereAndFitsOnALine() {
        var terms = fetching("CN", 1, 1, false);
        for (var name : new String[] {"", " ", "a\nb", "a".repeat(101)}) {
            var unnamed = new PlatformTerms(
                    terms.nameZh(),
                    name,
                    terms.kind(),
                    terms.jurisdictions(),
                    terms.delivery(),
                    null,
                    terms.identifierForm(),
                    1,
                    1,
                    false);
            assertThat(judged("platform", unnamed)).isEqualTo(PlatformRefusal.NAME_MISSING);
        }
    }

    private static @Nullable PlatformRefusal judged(String code, PlatformTerms terms) {
        return PlatformRules.judge(code, terms, null, false).orElse(null);
    }

    private static PlatformTerms fetching(String jurisdiction, int limit, int rate, boolean pushes) {
        return terms(jurisdiction, Delivery.PULL, null, limit, rate, pushes);
    }

    private static PlatformTerms terms(
            String jurisdiction, Delivery delivery, @Nullable URI endpoint, int limit, int rate, boolean pushes) {
        return new PlatformTerms(
                "平台",
                "Platform",
                Platform.Kind.ACCOUNT,
                Set.of(jurisdiction),
                delivery,
                endpoint,
                IdentifierForm.HMAC_SHA256,
                limit,
                rate,
                pushes);
    }
}
