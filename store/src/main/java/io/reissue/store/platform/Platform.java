package io.reissue.store.platform;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A platform as its contract describes it, without secrets.
 *
 * @param code short name in ids, pages and logs: lower-case letters, digits, hyphens
 * @param jurisdictions where it is asked
 * @param endpoint where it takes what we send; null: it can't be called
 * @param batchLimit items in one request, 1 to 1,000
 * @param ratePerSecond requests per second, each way, over all workers
 * @param active false: switched off, by an operator or by its own 410
 */
public record Platform(
        int id,
        String code,
        String nameZh,
        String nameEn,
        Kind kind,
        Set<String> jurisdictions,
        Delivery delivery,
        @Nullable URI endpoint,
        IdentifierForm form,
        int batchLimit,
        int ratePerSecond,
        boolean active) {

    public Platform {
        jurisdictions = Set.copyOf(jurisdictions);
        if ((delivery == Delivery.PUSH) != (endpoint != null))
            throw new IllegalArgumentException("endpoint of " + code);
    }

    /** What a platform has the number for. */
    public enum Kind {
        /** Sign-in name of accounts. */
        ACCOUNT,
        /** Contact of a debtor, or the debtor's own. */
        LENDER,
        /** Caller labels. */
        LABEL,
        /** Link from number to identity. */
        IDENTITY
    }
}
