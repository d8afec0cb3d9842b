package io.reissue.kit;

import java.util.List;

/**
 * One request and all that was answered to it.
 *
 * @param headers those that carry the protocol
 * @param status 0: no response
 * @param response the body, or why there was none
 * @param later bodies that were posted to the callback, in order of arrival
 */
record Exchange(List<String> headers, String request, int status, String response, List<String> later) {
    Exchange {
        headers = List.copyOf(headers);
        later = List.copyOf(later);
    }

    boolean accepted() {
        return status / 100 == 2;
    }

    /** Turned away for what it was, not for the moment it came in. */
    boolean refused() {
        return status / 100 == 4 && status != 408 && status != 410 && status != 429;
    }

    /** What came to the carrier's edge by itself. */
    static Exchange posted(String body) {
        return new Exchange(List.of(), "", 0, "the partner's own request", List.of(body));
    }

    /** What lay there for the partner, whatever it did with it. */
    static Exchange listed(Delivery delivery) {
        return new Exchange(
                List.of("listed, to be fetched", "webhook-id: " + delivery.webhookId()),
                delivery.body(),
                0,
                "it came for it by itself",
                List.of());
    }

    Exchange with(List<String> posted) {
        return new Exchange(headers, request, status, response, posted);
    }

    String sent() {
        return headers.isEmpty() ? "nothing" : String.join("\n", headers) + "\n" + request;
    }

    String came() {
        String now = status == 0
                ? "no response (" + response + ")"
                : "HTTP " + status + (response.isEmpty() ? "" : "\n" + response);
        return later.isEmpty() ? now : now + "\nlater, at the callback:\n" + String.join("\n", later);
    }
}
