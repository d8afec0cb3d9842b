package io.reissue.sandbox.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The platforms' own books, over their control port: what they have, what they were asked, what they said. */
final class Books implements AutoCloseable {
    private static final int PAGE = 10_000;
    /** With whole bodies, and up to a thousand names each. */
    private static final int EXCHANGES = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final URI control;

    Books(URI control) {
        this.control = control;
    }

    /** One platform. {@code identifierKey}: base64, of the form HMAC_SHA256. */
    record Platform(
            String code,
            boolean required,
            String identifierForm,
            @Nullable String identifierKey) {}

    /** The item of a batch that something was done for. */
    record Cause(String batch, String ref) {}

    record Change(Instant at, String state, @Nullable Cause by) {}

    /** One account with all its history, the binding included. */
    record Account(
            long seq,
            String platform,
            String number,
            String handle,
            Instant boundOn,
            int sessions,
            String state,
            @Nullable Cause detachedBy,
            List<Change> history) {
        static final String BOUND = "BOUND";
    }

    /**
     * An HTTP exchange: RECEIVED by the platform, or SENT to the carrier.
     *
     * @param type null for a request that could not be read
     * @param status absent or 0 where there was none
     * @param named how the identifiers of a request's items begin, in their order
     * @param refs of the items; null: 0, 1, 2 …
     */
    record Exchange(
            Instant at,
            String platform,
            String direction,
            @Nullable String type,
            @Nullable String batch,
            @Nullable String webhookId,
            @Nullable String handling,
            @Nullable Integer status,
            @Nullable String body,
            @Nullable String receipt,
            @Nullable List<String> named,
            @Nullable List<String> refs) {
        boolean sent() {
            return direction.equals("SENT");
        }

        /** Whether whoever got the request said that he has it. */
        boolean acknowledged() {
            return status != null && status / 100 == 2;
        }

        /** Of an item, by its place; -1: it has no number for a ref, and so can't be answered. */
        int ref(int item) {
            if (refs == null) return item;
            return refs.get(item).matches("[0-9]{1,4}") ? Integer.parseInt(refs.get(item)) : -1;
        }
    }

    private record Accounts(
            List<Account> accounts, @Nullable Long next) {}

    private record Exchanges(
            List<Exchange> exchanges, @Nullable Long next) {}

    List<Platform> platforms() {
        return List.of(get("/control/platforms", Platform[].class));
    }

    /** All accounts of all numbers, in the order in which they were bound. */
    void accounts(Consumer<Account> reader) {
        Long after = 0L;
        while (after != null) {
            Accounts page = get("/control/accounts?after=" + after + "&limit=" + PAGE, Accounts.class);
            page.accounts().forEach(reader);
            after = page.next();
        }
    }

    /** All exchanges, oldest first. */
    void exchanges(Consumer<Exchange> reader) {
        Long after = 0L;
        while (after != null) {
            Exchanges page =
                    get("/control/exchanges?after=" + after + "&limit=" + EXCHANGES + "&named=true", Exchanges.class);
            page.exchanges().forEach(reader);
            after = page.next();
        }
    }

    private <T> T get(String path, Class<T> type) {
        HttpRequest request = HttpRequest.newBuilder(control.resolve(path)).build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IllegalStateException("the platforms' control port answered " + response.statusCode());
                }
                return json.readValue(body, type);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the platforms' control port can't be read: " + control, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
