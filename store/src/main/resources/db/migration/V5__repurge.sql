-- One row for each time that this database was restored from a backup and purged again: io.reissue.store.cycle.Repurge. Certificates are
-- archived with the latest id and the number of audit entries, so a database that is restored once more is found to be younger.
create table repurge (
    id int primary key check (id > 0),
    shredded int not null,                       -- cycles that were open again
    not_here int not null,                       -- certified, of cycles that the backup did not know yet
    done_at timestamptz not null
);
