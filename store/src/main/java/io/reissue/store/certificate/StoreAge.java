package io.reissue.store.certificate;

import java.util.Comparator;

/**
 * How far a database has come. It only grows while the database goes on; one that was restored from a backup is as young as it was then.
 *
 * @param repurges how often it was purged again after a restore: from then on it is older than it ever was before
 * @param audited audit entries that were numbered
 */
public record StoreAge(int repurges, long audited) implements Comparable<StoreAge> {
    private static final Comparator<StoreAge> ORDER =
            Comparator.comparingInt(StoreAge::repurges).thenComparingLong(StoreAge::audited);

    @Override
    public int compareTo(StoreAge other) {
        return ORDER.compare(this, other);
    }
}
