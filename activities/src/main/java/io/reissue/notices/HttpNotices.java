package io.reissue.notices;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Hands a notice to the carrier's own messaging service, signed as everything else that leaves here. */
public final class HttpNotices implements Notices {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(10);

    private final RestClient http;
    private final JsonMapper json = new JsonMapper();
    private final URI endpoint;
    private final Webhook signer;
    private final Clock clock;

    public HttpNotices(URI endpoint, String secret, Clock clock) {
        this.endpoint = endpoint;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECT).build());
        requests.setReadTimeout(READ);
        http = RestClient.builder().requestFactory(requests).build();
        this.signer = signer(secret);
        this.clock = clock;
    }

    private static Webhook signer(String secret) {
        try {
            return new Webhook(secret);
        } catch (EmptyWebhookSecretException empty) {
            throw new IllegalArgumentException("the secret of the notice service is empty", empty);
        }
    }

    @Override
    public boolean send(UUID noticeId, String contact, String textVersion) {
        String body =
                json.writeValueAsString(Map.of("notice", noticeId.toString(), "contact", contact, "text", textVersion));
        long seconds = clock.instant().getEpochSecond();
        HttpStatusCode status = http.post()
                .uri(endpoint)
                .contentType(MediaType.APPLICATION_JSON)
                .header("webhook-id", noticeId.toString())
                .header("webhook-timestamp", String.valueOf(seconds))
                .header("webhook-signature", signature(noticeId, seconds, body))
                .body(body)
                .exchange((request, response) -> response.getStatusCode());
        // whose fault it is decides: theirs or ours is tried again, a contact that is none is not
        if (!status.is2xxSuccessful() && status.value() != 404 && status.value() != 422)
            throw new IllegalStateException("NOTICE_SERVICE_" + status.value());
        return status.is2xxSuccessful();
    }

    private String signature(UUID id, long seconds, String body) {
        try {
            return signer.sign(id.toString(), seconds, body);
        } catch (WebhookSigningException impossible) {
            throw new IllegalStateException("HMAC is part of every JDK", impossible);
        }
    }
}
