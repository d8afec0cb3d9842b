package io.reissue.store.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Contracts with platforms that exist in tests only. */
public final class ContractsForTests {
    public static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    public static final String TO =
            "whsec_" + Base64.getEncoder().encodeToString("to-the-platform-we-sign-so".getBytes(US_ASCII));
    public static final String FROM =
            "whsec_" + Base64.getEncoder().encodeToString("from-the-platform-it-signs".getBytes(US_ASCII));

    private ContractsForTests() {}

    public static PlatformContract keyed(String code, URI endpoint) {
        return keyed(code, endpoint, 100, TO, FROM);
    }

    /** Of a platform that can't be called. */
    public static PlatformContract fetching(String code, int ratePerSecond, String from) {
        return contract(code, Delivery.PULL, null, ratePerSecond, TO, from, false);
    }

    public static PlatformContract keyed(String code, URI endpoint, int ratePerSecond, String to, String from) {
        return contract(code, Delivery.PUSH, endpoint, ratePerSecond, to, from, false);
    }

    /** Of a platform that is also told what becomes of numbers. */
    public static PlatformContract toldStatus(String code, URI endpoint) {
        return contract(code, Delivery.PUSH, endpoint, 100, TO, FROM, true);
    }

    private static PlatformContract contract(
            String code,
            Delivery delivery,
            @Nullable URI endpoint,
            int ratePerSecond,
            String to,
            String from,
            boolean statusPushes) {
        return new PlatformContract(
                code,
                "平台",
                "Platform",
                Platform.Kind.ACCOUNT,
                Set.of("CN"),
                delivery,
                endpoint,
                IdentifierForm.HMAC_SHA256,
                KEY,
                1000,
                ratePerSecond,
                to,
                from,
                statusPushes);
    }
}
