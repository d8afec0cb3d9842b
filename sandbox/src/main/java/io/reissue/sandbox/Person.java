package io.reissue.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a phone in his hand, at the front doors of the simulated platforms. Numbers with or without "+". */
final class Person {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI platforms;

    /** @param platforms where they listen */
    Person(URI platforms) {
        this.platforms = platforms;
    }

    /**
     * Opens an account under the number.
     *
     * @param name of the account, unique at the platform
     * @return false when the platform says that the number is already bound
     */
    boolean registers(String platform, String number, String name) {
        HttpResponse<String> response = knock(platform, "registrations", number, Map.of("name", name));
        if (response.statusCode() == 409) return false;
        if (response.statusCode() != 201 && response.statusCode() != 200) throw unexpected(response);
        return true;
    }

    /** The accounts that open by the code of an SMS to the number. */
    List<String> signsIn(String platform, String number) {
        List<String> accounts = new ArrayList<>();
        answer(knock(platform, "sign-ins", number, Map.of()))
                .path("accounts")
                .forEach(account -> accounts.add(account.asString()));
        return accounts;
    }

    /** Whether whom the number calls sees a label. */
    boolean isLabelled(String platform, String number) {
        return answer(knock(platform, "caller-labels", number, Map.of()))
                .path("labelled")
                .asBoolean();
    }

    /** Whether a lender has the number among those it calls. */
    boolean isContact(String platform, String number) {
        return answer(knock(platform, "contacts", number, Map.of()))
                .path("listed")
                .asBoolean();
    }

    private HttpResponse<String> knock(String platform, String door, String number, Map<String, String> more) {
        Map<String, String> body = new HashMap<>(more);
        body.put("number", number.replaceFirst("^\\+", ""));
        HttpRequest request = HttpRequest.newBuilder(platforms.resolve("/front/" + platform + "/" + door))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private JsonNode answer(HttpResponse<String> response) {
        if (response.statusCode() != 200) throw unexpected(response);
        return json.readTree(response.body());
    }

    private static IllegalStateException unexpected(HttpResponse<String> response) {
        return new IllegalStateException(response.uri().getPath() + " was answered " + response.statusCode());
    }
}
