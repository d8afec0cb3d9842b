package io.reissue.sandbox.oracle;

import io.reissue.sandbox.demo.Fate;
import io.reissue.sandbox.demo.Manifest;
import io.reissue.sandbox.demo.PlantedNumber;
import io.reissue.sandbox.platforms.Account;
import io.reissue.sandbox.platforms.NumberAtPlatform;
import io.reissue.sandbox.platforms.SimulatedPlatforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the platforms themselves say happened to accounts. */
final class PlatformChecks {
    private final JdbcClient jdbc;
    private final SimulatedPlatforms platforms;
    private final Manifest manifest;

    PlatformChecks(JdbcClient jdbc, SimulatedPlatforms platforms, Manifest manifest) {
        this.jdbc = jdbc;
        this.platforms = platforms;
        this.manifest = manifest;
    }

    /** 3. Accounts bound after the cutoff, and those of numbers that never left service, have one state in all their history. */
    Check nothingBoundAfterTheCutoffIsTouched() {
        List<String> violations = new ArrayList<>();
        long looked = 0;
        for (PlantedNumber number : manifest.numbers()) {
            for (NumberAtPlatform at : platforms.number(number.digits())) {
                for (Account account : at.accounts()) {
                    if (account.boundOn().isBefore(number.cutoff())) continue;
                    looked++;
                    if (account.history().size() > 1)
                        violations.add(at.platform() + " touched an account of a later holder");
                }
            }
        }
        for (Manifest.Planted row : manifest.badRows()) {
            if (row.e164() == null || !UNTOUCHED.contains(row.kind().name())) continue;
            for (NumberAtPlatform at : platforms.number(row.e164().substring(1))) {
                for (Account account : at.accounts()) {
                    looked++;
                    if (account.history().size() > 1) violations.add(at.platform() + " touched a number in service");
                }
            }
        }
        return Check.of("3", "no account bound after the cutoff is ever touched", looked, violations);
    }

    private static final List<String> UNTOUCHED =
            List.of("SUSPENDED_ARREARS", "SUSPENDED_ON_REQUEST", "PORTED_OUT", "DISCONNECT_IN_FUTURE");

    /** 4. After an undo every account is bound again, with the id, day and sessions it had. */
    Check reinstatementLeavesAccountsAsTheyWere() {
        List<String> violations = new ArrayList<>();
        long looked = 0;
        for (PlantedNumber number : manifest.numbers()) {
            if (number.fate() != Fate.REINSTATED && number.fate() != Fate.WITHDRAWN) continue;
            for (NumberAtPlatform at : platforms.number(number.digits())) {
                for (Account account : at.accounts()) {
                    looked++;
                    if (account.state() != Account.State.BOUND) {
                        violations.add(at.platform() + " left an account of a holder who came back " + account.state());
                    }
                }
            }
        }
        Map<String, Long> states = new TreeMap<>();
        jdbc.sql("select state, count(*) from cycle where state in ('REINSTATING', 'WITHDRAWING') group by 1")
                .query(row -> {
                    states.put(row.getString(1), row.getLong(2));
                });
        if (!states.isEmpty()) violations.add("undos that have not ended: " + states);
        return Check.of("4", "reinstatement leaves every platform as it was", looked, violations);
    }
}
