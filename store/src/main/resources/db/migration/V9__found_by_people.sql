-- What people look for among all numbers: those that are held, those of a state that few are in; and what was done to one of them.
create index cycle_held on cycle (id) where held;
create index cycle_undoing on cycle (id) where state in ('REINSTATING', 'WITHDRAWING');
create index audit_of_subject on audit_entry (subject);
create index cycle_stuck on cycle (stuck_since, id) where stuck_reason is not null;
