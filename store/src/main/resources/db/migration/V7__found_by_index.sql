-- What a purge deletes, and whoever looks for a number, finds without reading a table that grows with every cycle.
create index cycle_of_number on cycle (number_id);
create index restoration_of_cycle on restoration (cycle_id);
create index inbox_of_batch on inbox (batch_id);
create index outbox_of_target on outbox (target);
