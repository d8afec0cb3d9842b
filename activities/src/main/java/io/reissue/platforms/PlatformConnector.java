package io.reissue.platforms;

import io.reissue.store.platform.Platform;
import io.reissue.store.protocol.Outgoing;

/** Sends one request to one platform, once. Blocks for as long as the exchange takes, never for a turn. */
public interface PlatformConnector {

    /**
     * @return what the platform did with it; also a refusal, which sending again does not mend
     * @throws PlatformUnavailable when sending again later may help; the platform may have the batch or not
     */
    Exchange send(Platform platform, Outgoing request) throws PlatformUnavailable;
}
