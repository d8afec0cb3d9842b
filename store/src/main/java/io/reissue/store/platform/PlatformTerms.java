package io.reissue.store.platform;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed with a platform and may be agreed anew; no secrets.
 *
 * @param endpoint where it is called; null where it can't be, and fetches
 * @param batchLimit items in one request
 * @param ratePerSecond requests per second, each way
 * @param statusPushes whether it is also told what becomes of numbers
 */
public record PlatformTerms(
        String nameZh,
        String nameEn,
        Platform.Kind kind,
        Set<String> jurisdictions,
        Delivery delivery,
        @Nullable URI endpoint,
        IdentifierForm identifierForm,
        int batchLimit,
        int ratePerSecond,
        boolean statusPushes) {

    public PlatformTerms {
        jurisdictions = Set.copyOf(jurisdictions);
    }
}
