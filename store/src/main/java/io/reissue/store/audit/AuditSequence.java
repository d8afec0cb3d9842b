package io.reissue.store.audit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers and chains audit entries. Only {@link io.reissue.store.feed.Sequencer} calls it, under its lock. */
public final class AuditSequence {
    private final JdbcClient jdbc;

    public AuditSequence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Numbers what is committed and has no number, oldest first.
     *
     * @param limit at most so many
     * @return how many
     */
    public int number(int limit) {
        var head = jdbc.sql("select seq, hash from sequenced where family = 'AUDIT'")
                .query((row, _) -> new Head(row.getLong("seq"), row.getBytes("hash")))
                .single();
        var links = new ArrayList<Link>();
        for (var waiting : waiting(limit)) {
            long seq = head.seq() + 1;
            var hash = waiting.entry().link(head.hash(), seq);
            links.add(new Link(waiting.id(), seq, head.hash(), hash));
            head = new Head(seq, hash);
        }
        if (!links.isEmpty()) write(links, head);
        return links.size();
    }

    private List<Waiting> waiting(int limit) {
        return jdbc.sql("select id, " + AuditEntry.COLUMNS
                        + " from audit_entry where seq is null order by audit_entry.id limit :limit")
                .param("limit", limit)
                .query((row, _) -> new Waiting(row.getLong("id"), AuditEntry.of(row)))
                .list();
    }

    private void write(List<Link> links, Head head) {
        jdbc.sql("""
                        update audit_entry set seq = link.seq, previous = link.previous, hash = link.hash
                        from unnest(:ids::bigint[], :seqs::bigint[], :previous::bytea[], :hashes::bytea[])
                            as link (id, seq, previous, hash)
                        where audit_entry.id = link.id
                        """)
                .param("ids", links.stream().map(Link::id).toArray(Long[]::new))
                .param("seqs", links.stream().map(Link::seq).toArray(Long[]::new))
                .param("previous", links.stream().map(Link::previous).toArray(byte[][]::new))
                .param("hashes", links.stream().map(Link::hash).toArray(byte[][]::new))
                .update();
        jdbc.sql("update sequenced set seq = :seq, hash = :hash where family = 'AUDIT'")
                .param("seq", head.seq())
                .param("hash", head.hash())
                .update();
    }

    private record Head(long seq, byte[] hash) {}

    private record Waiting(long id, AuditEntry entry) {}

    private record Link(long id, long seq, byte[] previous, byte[] hash) {}
}
