package io.reissue.sandbox;

import io.reissue.bulk.BulkRefusal;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
    private final Map<List<PlantedNumber>, UUID> bulks = new HashMap<>();

    /** @param blocking which required platform blocks a number, by its digits: what the operators have been told */
    Staff(CarrierApi api, Map<String, String> blocking, DeedLog log) {
        this.api = api;
        this.blocking = blocking;
        this.log = log;
    }

    void does(Deed deed) {
        PlantedNumber number = deed.number();
        switch (deed.act()) {
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
            case RETIRE -> retire(number);
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

    /** A list of the police: all of it on hold, by one bulk, whose id follows from the list and the attempt. */
    void hold(List<PlantedNumber> listed) {
        for (int attempt = 0; !held(listed, attempt); attempt++) {
            // whoever previewed it last time came too late to confirm it
        }
    }

    private boolean held(List<PlantedNumber> listed, int attempt) {
        UUID bulk = bulkOf(listed, attempt);
        String list = listed.stream().map(PlantedNumber::e164).collect(Collectors.joining("\n"));
        Reply preview = api.upload(
                Login.OPERATOR_A,
                "/v1/bulk?kind=HOLD&reasonCode=POLICE_REQUEST&id=" + bulk,
                list.getBytes(StandardCharsets.UTF_8));
        if (preview.status() / 100 != 2) throw unexpected("HOLD", preview);
        Reply confirmed = api.confirm(
                Login.OPERATOR_A,
                "/v1/bulk/" + bulk + "/confirmation",
                preview.body().path("fingerprint").asString());
        boolean expired = confirmed.body().path("title").asString("").equals(BulkRefusal.PREVIEW_EXPIRED.name());
        if (confirmed.status() != 200 && !expired) throw unexpected("HOLD", confirmed);
        if (!expired) bulks.put(listed, bulk);
        return !expired;
    }

    /** Each of a list was put on hold, and by no other command: a second one would have been refused, and have stood there. */
    void foundHeld(List<PlantedNumber> listed) {
        JsonNode bulk = api.get(
                        Login.OPERATOR_A, "/v1/bulk/" + Objects.requireNonNull(bulks.get(listed), "nobody held them"))
                .body();
        JsonNode outcomes = bulk.path("outcomes");
        boolean all = bulk.path("state").asString().equals("DONE")
                && outcomes.size() == 1
                && outcomes.get(0).path("verdict").asString().equals("ACCEPTED")
                && outcomes.get(0).path("became").asInt() == listed.size();
        if (!all) throw new IllegalStateException("a list is not on hold as a whole: " + outcomes);
    }

    private static UUID bulkOf(List<PlantedNumber> listed, int attempt) {
        String name = "HOLD" + listed + attempt;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
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

    /** Unless the platform that keeps it has denied everything for a while, and it is released. */
    private void retire(PlantedNumber number) {
        Reply first = command(Login.OPERATOR_A, number, "RETIRE", "PERMANENT_BAN", Map.of(), "");
        if (first.status() != 202) return;
        must(Login.OPERATOR_B, number, "RETIRE", "PERMANENT_BAN", Map.of());
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
