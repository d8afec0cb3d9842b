package io.reissue.store.intake;

import io.reissue.intake.Judgement.Accepted;
import io.reissue.intake.NumberReading;
import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.recycle.Ending;
import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** The intake over the store of a test, and what it takes in. */
public final class IntakesForTests {
    static final LocalDate ACTIVATED_ON = LocalDate.of(2019, 3, 1);
    static final Instant DISCONNECTED = Instant.parse("2026-11-19T02:00:00Z");
    static final LocalDate DISCONNECTED_ON = LocalDate.of(2026, 11, 19);
    static final LocalDate REAL_NAME_UNTIL = LocalDate.of(2028, 11, 19);

    private IntakesForTests() {}

    public static IntakeImport intake(StoreForTests store) {
        var jdbc = store.jdbc();
        return new IntakeImport(
                jdbc,
                store.transaction(),
                new Inventory(jdbc, store.keys()),
                new Tenures(jdbc),
                new HolderVault(jdbc, new Vault(jdbc, store.keys())),
                store.clock());
    }

    public static IntakeFiles files(StoreForTests store) {
        return new IntakeFiles(
                store.jdbc(),
                store.transactionManager(),
                store.keys(),
                new AuditLog(store.jdbc(), store.clock()),
                store.clock());
    }

    /** A file that waits to be read. */
    static UUID readyFile(StoreForTests store) {
        var files = files(store);
        var id = files.open(new NewFile("numbers.csv", "CN", Asking.COHORT, LocalDate.of(2026, 11, 20)));
        files.addPart(id, 0, new byte[] {'x'});
        files.uploaded(id, 1, "carrier-a");
        return id;
    }

    /** An accepted row: a number of Beijing, disconnected on {@link #DISCONNECTED_ON}. */
    static Accepted row(long line, String number) {
        return new Accepted(
                line,
                new NumberReading.Valid(number, "CN", "Beijing", "China Mobile"),
                LegalLimits.of("CN", LineType.RESIDENTIAL).orElseThrow(),
                LineType.RESIDENTIAL,
                DisconnectReason.CANCELLED,
                ACTIVATED_ON,
                DISCONNECTED,
                DISCONNECTED_ON,
                Ending.RELEASE,
                Asking.COHORT,
                "H-" + number,
                number + "@mail.example",
                REAL_NAME_UNTIL);
    }
}
