package io.reissue.sandbox.kill.trap;

/**
 * Where in the work a sandbox is killed: in a transaction of the store, known by a statement that only this step has. In the order
 * in which a run comes by.
 */
public enum Place {
    /** The carrier's file is here as a whole; who sent it has not heard so. */
    UPLOAD("update intake_file set state = 'READING'", 1),
    /** A chunk of the carrier's file becomes cycles and rejections. */
    INTAKE("update intake_file set lines_read", 1),
    /** The notice to the leaving holder, and the terms. */
    DISCLOSE("insert into notice", 12),
    /** An operator's command is accepted, its effect written; its workflow has not heard of it. */
    COMMAND("insert into command ", 3),
    /** The workflow of a commanded number has read what was asked of it. */
    APPLY("update command set applied_at", 1),
    /** The members of a bulk were asked, each for itself; that they were is written down. */
    BULK("update bulk set through", 1),
    /** A cohort takes its members in. */
    SEAL("update cohort set members", 3),
    /** A batch is noted as sent; nothing has left yet. */
    SEND("update batch set first_sent_at", 20),
    /** A platform has a batch, and has acted on it; the store notes that. */
    DELIVER("update batch set delivered_at", 20),
    /** An answer becomes outcomes, before the platform hears 2xx. */
    ANSWER("insert into inbox", 10),
    /** A platform has given a holder who came back his account again; the store notes that. */
    RESTORE("update restoration set outcome", 1),
    /** Purge, certificate, release. */
    FINISH("insert into certificate", 4);

    private final String statement;
    private final int latest;

    Place(String statement, int latest) {
        this.statement = statement;
        this.latest = latest;
    }

    /** Whether this SQL is the step's; white space apart. */
    boolean is(String sql) {
        return sql.strip().replaceAll("\\s+", " ").startsWith(statement);
    }

    /** A run still comes by so often, wherever it was killed before. */
    public int latest() {
        return latest;
    }
}
