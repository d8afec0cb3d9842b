package io.reissue.kit;

import java.util.List;

/** How a message gets to the partner: it is sent, or lies there to be fetched. */
interface Road {
    /** Brings it, and waits for what is said to it at once. */
    Exchange bring(Delivery delivery);

    /** What came to the carrier's edge about a batch, behind the first {@code seen} answers, as soon as it is whole. */
    List<CarrierEdge.Posted> answers(CarrierEdge edge, String batch, int seen);
}
