-- Who left longest ago is last in a walk from the latest.
create index cycle_longest_gone on cycle (disconnected_at, id) where closed_at is null;
