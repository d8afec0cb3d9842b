-- Partners that want what became of numbers pushed, too: up to where of the feed pushes are in the outbox, or behind it. No row: wants none.
create table status_push (
    id uuid primary key,                         -- the outbox names it
    platform_id int not null unique references platform,
    planned_through bigint not null              -- feed_event.seq
);

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in
    ('COMMAND', 'PLATFORM_ANSWERED', 'STAGE_SETTLED', 'NOTICE', 'LOOK_AGAIN', 'BRAKE_LIFTED', 'START_COHORT', 'DOUBT_RAISED',
     'DOUBT_ACCEPTED', 'POLICY_EFFECTIVE', 'STATUS'));
