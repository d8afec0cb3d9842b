package io.reissue.sandbox.live;

import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformContract;
import java.util.Set;

/** What a simulated platform offers, as the carrier registers it. */
public final class Onboarding {
    private Onboarding() {}

    /** @param jurisdictions whose numbers the platform is asked about */
    public static PlatformContract contract(
            io.reissue.sandbox.platforms.PlatformContract offered, Set<String> jurisdictions) {
        IdentifierForm form = IdentifierForm.valueOf(offered.identifierForm().name());
        return new PlatformContract(
                offered.code(),
                offered.nameZh(),
                offered.nameEn(),
                Platform.Kind.valueOf(offered.kind().name()),
                jurisdictions,
                offered.fetches() ? Delivery.PULL : Delivery.PUSH,
                offered.fetches() ? null : offered.endpoint(),
                form,
                form.keyed() ? offered.identifierKey() : null,
                offered.batchLimit(),
                offered.ratePerSecond(),
                offered.secretToPlatform(),
                offered.secretFromPlatform(),
                offered.toldStatus());
    }
}
