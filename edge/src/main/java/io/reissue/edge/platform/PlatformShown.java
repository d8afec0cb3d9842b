package io.reissue.edge.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Onboarded;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformTerms;
import io.reissue.store.platform.SecretLife;
import io.reissue.store.platform.ShownOnce;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A platform.
 *
 * @param enumerable whether its identifiers can be turned back into numbers
 * @param acknowledgedBy who answers for that
 * @param reachable it was reached, and may be switched on
 * @param active it is asked
 * @param secrets that are live; never what they are
 * @param shownOnce what this very request has made; there is no other time
 */
public record PlatformShown(
        String code,
        String nameZh,
        String nameEn,
        Platform.Kind kind,
        List<String> jurisdictions,
        Delivery delivery,
        @Nullable URI endpoint,
        IdentifierForm identifierForm,
        boolean enumerable,
        @Nullable String acknowledgedBy,
        int batchLimit,
        int ratePerSecond,
        boolean statusPushes,
        int revision,
        boolean reachable,
        boolean active,
        List<SecretLife> secrets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ShownOnce shownOnce) {

    static PlatformShown of(Onboarded platform) {
        return of(platform, null);
    }

    static PlatformShown of(Onboarded platform, @Nullable ShownOnce shown) {
        PlatformTerms terms = platform.terms();
        return new PlatformShown(
                platform.platform().code(),
                terms.nameZh(),
                terms.nameEn(),
                terms.kind(),
                terms.jurisdictions().stream().sorted().toList(),
                terms.delivery(),
                terms.endpoint(),
                terms.identifierForm(),
                !terms.identifierForm().keyed(),
                platform.formAcknowledgedBy(),
                terms.batchLimit(),
                terms.ratePerSecond(),
                terms.statusPushes(),
                platform.revision(),
                platform.reachable(),
                platform.platform().active(),
                platform.secrets(),
                shown);
    }
}
