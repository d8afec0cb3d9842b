-- What people read of all numbers is counted from indexes, and no page of the cycles that are over is read for it.
create index cycle_open on cycle (jurisdiction, state, id) where closed_at is null;
create index cycle_taken_in on cycle (created_at);
create index cycle_closed on cycle (closed_at, state) where closed_at is not null;
create index cycle_freeze_ends on cycle (freeze_end, jurisdiction) where closed_at is null and freeze_end is not null;

-- What a platform refuses, rejects, and how long it takes: of what was sent lately, not of all that ever was. What an answer writes while
-- it holds (cohort, platform) is in no index.
create index exception_refused on outcome_exception (platform_id, reason) where outcome = 'REFUSED';
create index batch_rejected on batch (platform_id) where rejected_code is not null;
create index batch_sent on batch (platform_id, first_sent_at, id) where first_sent_at is not null;
create index inbox_first_of_batch on inbox (batch_id, received_at);
drop index inbox_of_batch;
