package io.reissue.sandbox;

import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.sandbox.CarrierApi.Reply;
import io.reissue.sandbox.Sandbox.Login;
import io.reissue.sandbox.demo.PlantedNumber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * The carrier's operators at the API. The id of a command follows from cycle, kind, person and place, so that doing a deed again after a
 * restart gives the first decision.
 */
final class Staff {
    private final CarrierApi api;
    private final Map<String, String> blocking;
    private final DeedLog log;
    private final Map<String, String> cycles = new ConcurrentHashMap<>();

    /** @param blocking which required platform blocks a number, by its digits: what the operators have been told */
    Staff(CarrierApi api, Map<String, String> blocking, DeedLog log) {
        this.api = api;
        this.blocking = blocking;
        this.log = log;
    }

    void does(Deed deed) {
        PlantedNumber number = deed.number();
        switch (deed.act()) {
            case HOLD -> must(Login.OPERATOR_A, number, "HOLD", "POLICE_REQUEST", Map.of());
            case LIFT_HOLD -> must(Login.OPERATOR_B, number, "LIFT_HOLD", "HOLD_ENDED", Map.of());
            case EXTEND -> {
                Instant end = Instant.parse(cycleOf(number).path("freezeEnd").asString());
                extend(number, end.plus(Duration.ofDays(10)));
            }
            case SHORTEN -> shorten(number);
            case EXTEND_TO_CAP -> extendToCap(number);
            case REINSTATE_AS_STRANGER ->
                refused(Login.OPERATOR_B, number, "REINSTATE", reinstating("H0000000000"), "HOLDER_DIFFERS");
            case REINSTATE ->
                must(Login.OPERATOR_A, number, "REINSTATE", "HOLDER_CAME_BACK", reinstating(number.holderReference()));
            case WITHDRAW -> must(Login.OPERATOR_A, number, "WITHDRAW", "DISCONNECTED_IN_ERROR", Map.of());
            case WAIVE -> waive(number);
            case RETIRE -> {
                command(Login.OPERATOR_A, number, "RETIRE", "PERMANENT_BAN", Map.of(), "");
                must(Login.OPERATOR_B, number, "RETIRE", "PERMANENT_BAN", Map.of());
            }
        }
    }

    /** The cycle of a planted number; the API says, as it would to an operator. */
    String cycle(PlantedNumber number) {
        return cycles.computeIfAbsent(number.e164(), e164 -> {
            JsonNode found = api.post(Login.OPERATOR_A, "/v1/cycles/search", Map.of("number", e164))
                    .body();
            if (found.isEmpty()) throw new IllegalStateException("a planted number has no cycle: " + number);
            return found.get(0).path("id").asString();
        });
    }

    /** Where its cycle stands. */
    JsonNode cycleOf(PlantedNumber number) {
        return api.get(Login.OPERATOR_A, "/v1/cycles/" + cycle(number)).body();
    }

    private void extend(PlantedNumber number, Instant until) {
        must(Login.OPERATOR_A, number, "EXTEND_FREEZE", "CUSTOMER_COMPLAINT", Map.of("until", until.toString()));
    }

    private void extendToCap(PlantedNumber number) {
        LegalLimits limits = LegalLimits.of(number.region(), LineType.valueOf(number.lineType()))
                .orElseThrow();
        Instant cap = FreezeRules.endOf(number.cutoff(), Scenario.terms(number).capDays(), limits.days());
        Instant beyond = cap.plus(Duration.ofDays(1));
        refused(Login.OPERATOR_B, number, "EXTEND_FREEZE", Map.of("until", beyond.toString()), "BEYOND_CAP");
        extend(number, cap);
    }

    private void shorten(PlantedNumber number) {
        LegalLimits limits = LegalLimits.of(number.region(), LineType.valueOf(number.lineType()))
                .orElseThrow();
        Instant byPolicy =
                FreezeRules.endOf(number.cutoff(), Scenario.terms(number).freezeDays(), limits.days());
        Map<String, String> fields =
                Map.of("until", byPolicy.plus(Duration.ofDays(5)).toString());
        command(Login.POLICY_ADMIN, number, "SHORTEN_FREEZE", "COMPLAINT_SETTLED", fields, "");
        must(Login.APPROVER, number, "SHORTEN_FREEZE", "COMPLAINT_SETTLED", fields);
    }

    private static Map<String, Object> reinstating(String reference) {
        return Map.of("holderReference", reference, "arrearsCleared", true, "identityConfirmed", true);
    }

    /** One person cannot do it alone, however often he tries. */
    private void waive(PlantedNumber number) {
        Optional<String> platform = Optional.ofNullable(blocking.get(number.digits()));
        if (platform.isEmpty()) return;
        Map<String, Object> fields = Map.of("platform", platform.get());
        Reply first = command(Login.OPERATOR_A, number, "WAIVE", "PLATFORM_CANNOT", fields, "");
        if (first.status() != 202) return;
        command(Login.OPERATOR_A, number, "WAIVE", "PLATFORM_CANNOT", fields, "again");
        command(Login.OPERATOR_B, number, "WAIVE", "PLATFORM_CANNOT", fields, "");
    }

    /** A command that the story needs: were it refused, the rest would be another story. */
    private void must(Login login, PlantedNumber number, String kind, String reason, Map<String, ?> fields) {
        Reply reply = command(login, number, kind, reason, fields, "");
        if (reply.status() != 200) throw unexpected(kind, reply);
    }

    private void refused(Login login, PlantedNumber number, String kind, Map<String, ?> fields, String refusal) {
        Reply reply = command(login, number, kind, "TRIED", fields, refusal);
        if (reply.status() != 409 || !reply.body().path("title").asString("").equals(refusal)) {
            throw unexpected(kind, reply);
        }
    }

    private static IllegalStateException unexpected(String kind, Reply reply) {
        return new IllegalStateException(kind + " of a planted number was answered " + reply.status() + " "
                + reply.body().path("title").asString(""));
    }

    /** @param which tells apart what one person does to one number more than once */
    private Reply command(
            Login login, PlantedNumber number, String kind, String reason, Map<String, ?> fields, String which) {
        String cycle = cycle(number);
        String name = cycle + kind + fields.get("platform") + login + which;
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        Map<String, Object> body = new HashMap<>(fields);
        body.put("id", id.toString());
        body.put("kind", kind);
        body.put("reasonCode", reason);
        Reply reply = api.post(login, "/v1/cycles/" + cycle + "/commands", body);
        log.write(id, number, kind, login, reply);
        return reply;
    }
}
