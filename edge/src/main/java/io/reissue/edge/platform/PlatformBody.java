package io.reissue.edge.platform;

import io.reissue.edge.request.Fields;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformTerms;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed with a platform.
 *
 * @param code of a new one; it never changes
 * @param endpoint none: it can't be called, and fetches
 * @param enumerableAcknowledged whoever asks knows that SHA256 and SM3 of a number are turned back into it in minutes, and that E164 is the
 *     number; needed where such a form is newly agreed
 * @param statusPushes whether it is also told what becomes of numbers; by default not
 */
public record PlatformBody(
        @Nullable String code,
        @Nullable String nameZh,
        @Nullable String nameEn,
        Platform.@Nullable Kind kind,
        @Nullable Set<String> jurisdictions,
        @Nullable Delivery delivery,
        @Nullable URI endpoint,
        @Nullable IdentifierForm identifierForm,
        @Nullable Boolean enumerableAcknowledged,
        @Nullable Integer batchLimit,
        @Nullable Integer ratePerSecond,
        @Nullable Boolean statusPushes) {

    PlatformTerms terms() {
        return new PlatformTerms(
                Fields.required(nameZh, "nameZh"),
                Fields.required(nameEn, "nameEn"),
                Fields.required(kind, "kind"),
                Fields.complete(Fields.required(jurisdictions, "jurisdictions"), "jurisdictions"),
                Fields.required(delivery, "delivery"),
                endpoint,
                Fields.required(identifierForm, "identifierForm"),
                Fields.required(batchLimit, "batchLimit"),
                Fields.required(ratePerSecond, "ratePerSecond"),
                Boolean.TRUE.equals(statusPushes));
    }

    boolean acknowledged() {
        return Boolean.TRUE.equals(enumerableAcknowledged);
    }
}
