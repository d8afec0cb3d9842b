package io.reissue.sandbox;

import io.reissue.sandbox.CarrierApi.Reply;
import io.reissue.sandbox.Sandbox.Login;
import io.reissue.sandbox.demo.PlantedNumber;
import io.reissue.sandbox.platforms.PlatformKind;
import io.reissue.sandbox.platforms.PlatformProfile;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/** Gives released numbers to next holders, who then open accounts at platforms of their choice; from any thread. */
final class Shop {
    private static final int ACCOUNTS = 3;

    /** A number that somebody else has by now, or had not yet been purged on that day. */
    private static final Set<String> NOT_NOW = Set.of("NOT_IN_POOL", "BEFORE_PURGE");

    private final CarrierApi api;
    private final Staff staff;
    private final Person holders;
    private final List<PlatformProfile> platforms;
    private final LongAdder assigned = new LongAdder();
    private final LongAdder registered = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();

    Shop(CarrierApi api, Staff staff, Person holders, List<PlatformProfile> platforms) {
        this.api = api;
        this.staff = staff;
        this.holders = holders;
        this.platforms = platforms.stream()
                .filter(platform -> platform.kind() == PlatformKind.ACCOUNT)
                .toList();
    }

    /**
     * Assigns the number if it has been released, under the acknowledged disclosure; says under which certificate.
     *
     * @param startsOn the first day of the next holder; the same number and day again changes nothing
     */
    Optional<String> assign(PlantedNumber number, LocalDate startsOn) {
        JsonNode cycle = staff.cycleOf(number);
        if (!cycle.path("state").asString().equals("RELEASED")) return Optional.empty();
        String certificate = cycle.path("certificate").asString();
        Reply reply = api.post(
                Login.SHOP,
                "/v1/assignments",
                Map.of(
                        "number",
                        number.e164(),
                        "certificate",
                        certificate,
                        "disclosureVersion",
                        "1",
                        "startsOn",
                        startsOn.toString()));
        if (reply.status() != 201 && reply.status() != 200) {
            String title = reply.body().path("title").asString("");
            if (NOT_NOW.contains(title)) return Optional.empty();
            throw new IllegalStateException("the shop was refused: " + title);
        }
        assigned.increment();
        openAccounts(number);
        return Optional.of(certificate);
    }

    /** At platforms, and under names, that follow from the number. */
    private void openAccounts(PlantedNumber number) {
        Random choice = new Random(number.digits().hashCode());
        for (int i = 0; i < ACCOUNTS; i++) {
            PlatformProfile platform = platforms.get(choice.nextInt(platforms.size()));
            String name = "%s-next-%08x".formatted(platform.code(), choice.nextInt());
            if (holders.registers(platform.code(), number.e164(), name)) registered.increment();
            else turnedAway.increment();
        }
    }

    /** Next holders, and how often a platform took or refused their registration. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("assigned", assigned.sum());
        counts.put("registered", registered.sum());
        counts.put("turnedAway", turnedAway.sum());
        return counts;
    }
}
