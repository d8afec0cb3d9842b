-- One command over many numbers at once: previewed by one person, confirmed by him as he saw it, done member by member as commands of their
-- own. A list of numbers is never stored: what stays of it is which cycles it meant, and of its other rows the line and a code.
create table bulk (
    id uuid primary key,
    kind text not null check (kind in
        ('EXTEND_FREEZE', 'SHORTEN_FREEZE', 'HOLD', 'LIFT_HOLD', 'WAIVE', 'WITHDRAW', 'RETIRE', 'ASK_AGAIN')),
    actor text not null,
    offices text[] not null,                     -- of the actor, as he came
    reason_code text not null check (reason_code ~ '^[A-Z][A-Z0-9_]{1,59}$'),
    until timestamptz,
    platform_id int references platform,
    selection text not null check (selection in ('FILTER', 'LIST', 'BULK')),
    filter jsonb,                                -- io.reissue.store.story.CycleList.Filter
    of_bulk uuid references bulk,
    members int not null default 0,
    fingerprint text not null default '',        -- of the members and of all that their judgement hangs on, as previewed
    state text not null check (state in ('PREVIEW', 'RUNNING', 'STOPPED', 'DONE')),
    previewed_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > previewed_at),
    confirmed_at timestamptz check (confirmed_at < expires_at),
    stopped_by text,
    ended_at timestamptz check (ended_at >= confirmed_at),
    through uuid,                                -- the last member of the last chunk that was done
    check ((until is not null) = (kind in ('EXTEND_FREEZE', 'SHORTEN_FREEZE'))),
    check ((platform_id is not null) = (kind in ('WAIVE', 'ASK_AGAIN'))),
    check ((selection = 'FILTER') = (filter is not null)),
    check ((selection = 'BULK') = (of_bulk is not null)),
    check ((state = 'PREVIEW') = (confirmed_at is null)),
    check ((state in ('STOPPED', 'DONE')) = (ended_at is not null)),
    check ((state = 'STOPPED') = (stopped_by is not null))
);
create index bulk_latest on bulk (previewed_at, id);
create index bulk_of on bulk (of_bulk) where of_bulk is not null;

-- A verdict: it has been asked as a command, whose id follows from both ids here. No foreign keys: each would be looked up, and the cycle
-- locked, a hundred thousand times for a preview. Both ids are written by statements that select them; see BulkMembers and BulkRows.
create table bulk_member (
    bulk_id uuid not null,
    cycle_id uuid not null,
    verdict text check (verdict in ('ACCEPTED', 'REFUSED', 'WAITS_FOR_SECOND')),
    refusal text,
    primary key (bulk_id, cycle_id),
    check ((verdict is not distinct from 'REFUSED') = (refusal is not null))
);

-- How many of them: expected by the preview, and what became of them.
create table bulk_outcome (
    bulk_id uuid not null references bulk on delete cascade,
    verdict text not null check (verdict in ('ACCEPTED', 'REFUSED', 'WAITS_FOR_SECOND')),
    refusal text not null default '',
    expected int not null default 0 check (expected >= 0),
    became int not null default 0 check (became >= 0),
    primary key (bulk_id, verdict, refusal),
    check ((verdict = 'REFUSED') = (refusal <> ''))
);

-- Where and why, never what.
create table bulk_bad_row (
    bulk_id uuid not null references bulk on delete cascade,
    line int not null,
    code text not null check (code in ('NOT_A_NUMBER', 'UNKNOWN_NUMBER', 'NO_OPEN_CYCLE', 'UNKNOWN_CYCLE', 'TWICE')),
    primary key (bulk_id, line)
);

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in
    ('COMMAND', 'PLATFORM_ANSWERED', 'STAGE_SETTLED', 'NOTICE', 'LOOK_AGAIN', 'BRAKE_LIFTED', 'START_COHORT', 'DOUBT_RAISED',
     'DOUBT_ACCEPTED', 'POLICY_EFFECTIVE', 'STATUS', 'BULK'));
