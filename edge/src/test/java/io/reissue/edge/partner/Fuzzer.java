package io.reissue.edge.partner;

import io.reissue.edge.partner.PartnerEdge.Caller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Requests of partners from good to absurd, drawn by a seed: the same seed asks the same. */
final class Fuzzer {
    /** In place of any value of an answer. */
    private static final List<String> ABSURD = List.of(
            "NaN",
            "-Infinity",
            "-1",
            "0",
            "0.5",
            "1e0",
            "1e999999999",
            "9".repeat(400),
            "2147483648",
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"007\"",
            "\"-1\"",
            "\"999999999\"",
            "\"99999999999\"",
            "\"P999999999D\"",
            "\"PT0S\"",
            "\"BOUND\"",
            "\"unbound\"",
            "\"" + "x".repeat(300) + "\"",
            "[".repeat(40) + "]".repeat(40),
            "{\"a\":".repeat(40) + "1" + "}".repeat(40));

    private static final List<String> SAID =
            List.of("UNBOUND", "NOT_BOUND", "NOT_BOUND", "NOT_YET_SYNCED", "RESTORED", "NOTHING_TO_RESTORE");
    private static final List<String> REASONS =
            List.of("BOUND_AFTER_CUTOFF", "BALANCE_OR_DEBT", "DISPUTE_OR_LEGAL_HOLD", "HOLDER_MUST_CONFIRM", "OTHER");
    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "text/plain",
            "application/json; charset=utf-16",
            "multipart/form-data",
            "nonsense",
            "*/*");
    private static final List<String> ENCODINGS = List.of("gzip", "br", "identity", "gzip, gzip", "deflate");
    private static final List<String> NO_BATCHES = List.of(
            "01939f0e-0000-7000-8000-000000000003",
            "01939F0E-0000-7000-8000-000000000003",
            "1-1-1-1-1",
            "null",
            "-",
            "~%C3%A9",
            "9".repeat(500));
    private static final List<String> LIMITS =
            List.of("0", "-1", "1001", "abc", "1e3", "", "99999999999999999999", "%201", "1", "7", "1000");
    private static final List<String> CURSORS =
            List.of("-1", "01", "abc", "", "999999999999999999", "9999999999999999999", "0", "1");
    private static final List<String> ACCEPTS = List.of(
            "application/json",
            "application/x-ndjson",
            "application/*",
            "text/html",
            "*/*;q=0",
            "application/json;q=2",
            "x");

    private final Random random;
    private final List<Caller> callers;
    private final List<UUID> batches;
    private int requests;

    /** @param callers the partner that the batches are for, then others */
    Fuzzer(long seed, List<Caller> callers, List<UUID> batches) {
        this.random = new Random(seed);
        this.callers = List.copyOf(callers);
        this.batches = List.copyOf(batches);
    }

    /**
     * @param id of the message
     * @param off how far the timestamp is from now
     * @param signed what the signature is over
     * @param body what is sent; null: a request without a body
     * @param headers names and values in turns
     * @param batch that it answers, if it answers one of ours
     */
    record Attempt(
            String method,
            Caller caller,
            String target,
            String id,
            Duration off,
            byte[] signed,
            byte @Nullable [] body,
            List<String> headers,
            @Nullable UUID batch) {
        boolean answers() {
            return target.endsWith("/outcomes");
        }

        Attempt as(Caller another) {
            return new Attempt(method, another, target, id, off, signed, body, headers, batch);
        }

        Attempt named(String another) {
            return new Attempt(method, caller, target, another, off, signed, body, headers, batch);
        }

        Attempt at(Duration another) {
            return new Attempt(method, caller, target, id, another, signed, body, headers, batch);
        }

        @Override
        public String toString() {
            var text = new String(signed, StandardCharsets.UTF_8);
            return "%s %s as %s, %s, %s off, %s: %s"
                    .formatted(
                            method,
                            target,
                            caller.code(),
                            id.length() > 50 ? id.length() + " characters" : id,
                            off,
                            headers,
                            text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text);
        }
    }

    Attempt next() {
        var attempt = chance(75) ? answer() : question();
        return chance(10) ? untrusted(attempt) : attempt;
    }

    private Attempt answer() {
        boolean ours = chance(95);
        // a few at a time, so that one is answered often before the next
        var batch = batches.get(Math.min(requests / 25, batches.size() - 1));
        var json = chance(50) ? results() : spoilt(results());
        var text = json.getBytes(StandardCharsets.UTF_8);
        if (chance(5)) text = bitten(text);
        var headers = new ArrayList<String>();
        var body = text;
        if (chance(20)) {
            body = zipped(text);
            headers.addAll(List.of("Content-Encoding", "gzip"));
            if (chance(30)) body = Arrays.copyOf(body, random.nextInt(body.length));
            else if (chance(10)) body = bitten(body);
        } else if (chance(5)) {
            headers.addAll(List.of("Content-Encoding", any(ENCODINGS)));
        }
        if (chance(10)) headers.addAll(List.of("Content-Type", any(CONTENT_TYPES)));
        return new Attempt(
                "POST",
                callers.getFirst(),
                "/partner/v1/batches/" + (ours ? batch : any(NO_BATCHES)) + "/outcomes",
                id(),
                Duration.ZERO,
                text,
                body,
                headers,
                ours ? batch : null);
    }

    private Attempt question() {
        var batch = "/partner/v1/batches/" + (chance(70) ? any(batches) : any(NO_BATCHES));
        boolean posts = chance(20);
        var target = switch (posts ? 0 : 1 + random.nextInt(4)) {
            case 0 -> batch + "/received";
            case 1 -> batch;
            case 2 -> batch + "/restores/" + any(List.of("0", "1", "4", "00", "-1", "x", "999999999999"));
            case 3 -> "/partner/v1/batches" + query(List.of("status", "after", "limit"));
            default -> "/partner/v1/feed" + query(List.of("after", "limit"));
        };
        var method = posts ? "POST" : "GET";
        return new Attempt(
                method,
                callers.getFirst(),
                target,
                id(),
                Duration.ZERO,
                (method + " " + target).getBytes(StandardCharsets.UTF_8),
                null,
                chance(20) ? List.of("Accept", any(ACCEPTS)) : List.of(),
                null);
    }

    private String query(List<String> names) {
        var given = names.stream()
                .filter(_ -> chance(60))
                .map(name -> name + "="
                        + switch (name) {
                            case "status" -> chance(80) ? "open" : any(LIMITS);
                            case "limit" -> any(LIMITS);
                            default -> chance(20) ? any(NO_BATCHES) : any(CURSORS);
                        })
                .collect(Collectors.joining("&"));
        return given.isEmpty() ? "" : "?" + given;
    }

    private Attempt untrusted(Attempt attempt) {
        return switch (random.nextInt(4)) {
            case 0 -> attempt.at(Duration.ofSeconds(any(List.of(-301, 301, 86_400, -1_000_000_000))));
            case 1 -> attempt.named(any(List.of(" ", "i".repeat(201), "\u00e9", "i".repeat(200))));
            case 2 ->
                attempt.as(new Caller(attempt.caller().code(), callers.getLast().secret()));
            default -> attempt.as(any(callers));
        };
    }

    private String results() {
        int of = chance(80) ? 1 : 2 + random.nextInt(2);
        var results =
                IntStream.range(0, random.nextInt(6)).mapToObj(_ -> result()).collect(Collectors.joining(","));
        var remainder = chance(30) ? ",\"remainder\":\"" + (chance(50) ? "NOT_BOUND" : "NOT_YET_SYNCED") + "\"" : "";
        return "{\"part\":%d,\"of\":%d%s,\"results\":[%s]}".formatted(1 + random.nextInt(of), of, remainder, results);
    }

    private String result() {
        int ref = chance(90) ? random.nextInt(5) : random.nextInt(2_000);
        if (chance(10))
            return "{\"ref\":\"%d\",\"outcome\":\"UNBOUND\",\"accounts\":[{\"handle\":\"a%d\",\"outcome\":\"UNBOUND\"}]}"
                    .formatted(ref, random.nextInt(99));
        if (chance(25))
            return "{\"ref\":\"%d\",\"outcome\":\"REFUSED\",\"reason\":\"%s\",\"askAgainAfter\":\"P%dD\"}"
                    .formatted(ref, any(REASONS), 1 + random.nextInt(9));
        return "{\"ref\":\"%d\",\"outcome\":\"%s\"}".formatted(ref, any(SAID));
    }

    /** Once to thrice. */
    private String spoilt(String json) {
        for (int i = random.nextInt(3); i >= 0; i--)
            json = switch (random.nextInt(6)) {
                case 0, 1 -> replaced(json, "(?<=:)(\"[^\"]*\"|[0-9]+)", any(ABSURD));
                case 2 -> replaced(json, "(?<=[{,])(\"[^\"]*\":)", "\"ref\":\"0\",\"ref\":");
                case 3 -> replaced(json, "[\\[\\]{},:\"]", "");
                case 4 -> json + any(List.of("x", "{}", "]", "\u0000", " ".repeat(9)));
                default ->
                    any(List.of("", "[", "null", "[" + json + "]", "\ufeff" + json, json.substring(json.length() / 2)));
            };
        return json;
    }

    /** One place of those that match. */
    private String replaced(String json, String place, String with) {
        var found = Pattern.compile(place).matcher(json).results().toList();
        if (found.isEmpty()) return json;
        var one = any(found);
        return json.substring(0, one.start()) + with + json.substring(one.end());
    }

    private byte[] bitten(byte[] bytes) {
        var bitten = bytes.clone();
        if (bitten.length > 0) bitten[random.nextInt(bitten.length)] = (byte) random.nextInt();
        return bitten;
    }

    private String id() {
        // now and then one that was used, usually for something else
        return "fuzz-" + (chance(5) ? random.nextInt(++requests) : ++requests);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> these) {
        return these.get(random.nextInt(these.size()));
    }

    private static byte[] zipped(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
