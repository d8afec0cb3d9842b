package io.reissue.store.certificate;

/** The database has forgotten purges that it certified: what was destroyed is there again. Nothing may start before it is destroyed again. */
public final class NotRepurged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRepurged() {
        super("NOT_REPURGED: the database is older than certificates that were issued from it; ./run repurge first");
    }
}
