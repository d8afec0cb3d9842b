-- Those that are stuck are seldom among the latest: a list of one reason's is not looked for among all numbers.
create index cycle_stuck_for on cycle (stuck_reason, id) where stuck_reason is not null;
