-- Lists of all numbers begin with the latest, and what few of a million have is not found by reading them all. Those that are over are of
-- one state or another for good, so each is written here once.
create index cycle_over on cycle (state, id) where closed_at is not null;
create index cycle_of_place on cycle (jurisdiction, province, id);
create index cycle_of_file on cycle (intake_file_id, id);

-- What people did, among all that the system did by itself.
create index audit_of_people on audit_entry (actor, seq) where actor <> 'reissue';
