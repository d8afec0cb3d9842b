-- The store. What a constraint can hold, a constraint holds. SQL never says now(): every instant is a parameter.

-- ---------------------------------------------------------------- policies, platforms, calendars
create table policy (
    version int primary key,
    jurisdiction text not null,
    effective_from date not null,
    body jsonb not null,                        -- io.reissue.policy.Policy
    created_at timestamptz not null,
    unique (jurisdiction, effective_from)
);

create table working_year (
    jurisdiction text not null,
    year int not null,
    holidays date[] not null,
    make_up_days date[] not null,
    source text not null,
    primary key (jurisdiction, year)
);

create table platform (
    id int generated always as identity primary key,
    code text not null unique check (code ~ '^[a-z][a-z0-9-]{1,38}$'),
    name_zh text not null,
    name_en text not null,
    kind text not null check (kind in ('ACCOUNT', 'LENDER', 'LABEL', 'IDENTITY')),
    jurisdictions text[] not null,
    endpoint text not null,
    identifier_form text not null check (identifier_form in ('HMAC_SHA256', 'SHA256', 'SM3', 'E164')),
    identifier_key_sealed bytea,
    batch_limit int not null default 1000 check (batch_limit between 1 and 1000),
    rate_per_second int not null default 100 check (rate_per_second > 0),
    active boolean not null default true,
    check (identifier_form <> 'HMAC_SHA256' or identifier_key_sealed is not null)
);

-- Secrets of both directions; at least two may be live while one rotates.
create table platform_secret (
    id int generated always as identity primary key,
    platform_id int not null references platform,
    direction text not null check (direction in ('TO_PLATFORM', 'FROM_PLATFORM')),
    sealed bytea not null,
    valid_from timestamptz not null,
    valid_until timestamptz
);

-- The circuit breaker of a platform, shared by all workers. No row: closed.
create table platform_circuit (
    platform_id int primary key references platform,
    failures int not null,
    open_until timestamptz,
    last_code text not null
);

-- Token buckets of the rate limits, in the shape that bucket4j keeps. Unlogged: they are worth no disk access per request, and a
-- database that crashed may begin with full buckets.
create unlogged table platform_rate (
    id bigint primary key,
    state bytea,
    expires_at bigint
);

-- ---------------------------------------------------------------- the inventory outlives cycles
create table number (
    id bigint generated always as identity primary key,
    token bytea not null unique check (octet_length(token) = 32),   -- keyed HMAC of the E.164 form
    e164_sealed bytea not null,                                     -- under the inventory key
    jurisdiction text not null,
    province text,
    carrier text,
    line_type text not null check (line_type in ('RESIDENTIAL', 'BUSINESS', 'IOT')),
    status text not null check (status in
        ('IN_SERVICE', 'RECYCLING', 'POOL', 'RETIRED', 'RETURNED_TO_DONOR', 'PORTED_OUT')),
    certificate_id uuid                                             -- of the latest purge
);

-- When somebody held the number; who, is nobody's business here. Dates in the number's zone.
create table tenure (
    number_id bigint not null references number,
    started_on date not null,
    ended_on date check (ended_on >= started_on),
    certificate_id uuid,                                            -- under which it was assigned; null: before our time
    disclosure_version text,
    primary key (number_id, started_on)
);
create unique index tenure_one_present on tenure (number_id) where ended_on is null;

-- ---------------------------------------------------------------- intake
create table intake_file (
    id uuid primary key,
    name text not null,
    jurisdiction_hint text not null default 'CN',   -- of numbers without a country code
    asking text not null default 'COHORT' check (asking in ('COHORT', 'ALONE')),   -- of rows that don't say
    file_date date not null,
    state text not null check (state in ('UPLOADING', 'READING', 'DONE')),
    lines_read bigint not null default 0,
    accepted bigint not null default 0,
    rejected bigint not null default 0,
    parts int not null default 0,                   -- uploaded; known from READING on
    received_at timestamptz not null,
    done_at timestamptz,
    check (lines_read = accepted + rejected)
);

-- The uploaded bytes, sealed; deleted when the file is done.
create table intake_part (
    file_id uuid not null references intake_file,
    seq int not null,
    sealed bytea not null,
    primary key (file_id, seq)
);

-- Where and why, never what.
create table intake_rejection (
    file_id uuid not null references intake_file,
    line bigint not null,
    column_name text,
    code text not null,
    primary key (file_id, line)
);

-- ---------------------------------------------------------------- cycles
create table cycle (
    id uuid primary key,
    number_id bigint not null references number,
    intake_file_id uuid not null references intake_file,
    intake_line bigint not null,
    jurisdiction text not null,
    line_type text not null check (line_type in ('RESIDENTIAL', 'BUSINESS', 'IOT')),
    zone text not null,
    state text not null check (state in
        ('ACCEPTED', 'RESTING', 'REINSTATING', 'WITHDRAWING',
         'RELEASED', 'REINSTATED', 'WITHDRAWN', 'RETURNED_TO_DONOR', 'RETIRED')),
    ending text not null check (ending in ('RELEASE', 'RETURN_TO_DONOR', 'RETIRE')),
    asking text not null check (asking in ('COHORT', 'ALONE', 'NOBODY')),
    policy_version int references policy,                           -- from disclosure on
    disconnected_at timestamptz not null,                           -- the cutoff of every ask
    floor_at timestamptz not null,
    ceiling_at timestamptz,
    cap_at timestamptz,
    freeze_end timestamptz,
    ask_on date,
    reclaim_until timestamptz,
    contact_deleted boolean not null default false,
    held boolean not null default false,
    sealed_at timestamptz,
    waiting boolean not null default false,                         -- woken by answers; see RecycleStore
    stuck_reason text,
    stuck_since timestamptz,
    run_id text,
    run_started_at bigint,
    next_due timestamptz not null,
    created_at timestamptz not null,
    disclosed_at timestamptz,
    closed_at timestamptz,
    unique (intake_file_id, intake_line),
    check ((stuck_reason is null) = (stuck_since is null)),
    check (state = 'ACCEPTED' or (policy_version is not null and freeze_end is not null and disclosed_at is not null)),
    check (freeze_end is null or ending = 'RETURN_TO_DONOR' or freeze_end >= floor_at),
    check (state not in ('RELEASED') or closed_at >= floor_at),
    check ((closed_at is null) = (state in ('ACCEPTED', 'RESTING', 'REINSTATING', 'WITHDRAWING')))
);
-- A number has at most one open cycle.
create unique index cycle_one_open on cycle (number_id)
    where state in ('ACCEPTED', 'RESTING', 'REINSTATING', 'WITHDRAWING');
create index cycle_late on cycle (next_due) where closed_at is null;
create index cycle_to_seal on cycle (jurisdiction, policy_version, ask_on)
    where state = 'RESTING' and sealed_at is null and asking = 'COHORT';
create index cycle_contact on cycle (jurisdiction, reclaim_until) where not contact_deleted and reclaim_until is not null;

-- ---------------------------------------------------------------- the vault: everything about the holder, under the cycle's own key
create table cycle_key (
    cycle_id uuid primary key references cycle,
    kek_id text not null,
    wrapped bytea not null
);
-- References the key, not the cycle: nothing can be sealed for a cycle while, or after, its key is shredded.
create table holder (
    cycle_id uuid primary key references cycle_key,
    reference_sealed bytea not null,
    contact_sealed bytea,
    real_name_until date                         -- until when the law wants him kept once service has ended; null: not at all
);
create table handle (
    cycle_id uuid not null references cycle_key,
    batch_id uuid not null,
    sealed bytea not null,
    primary key (cycle_id, batch_id)
);
create table notice (
    id uuid primary key,
    cycle_id uuid not null references cycle,
    kind text not null check (kind in ('LEAVING_HOLDER')),
    text_version text not null,
    state text not null check (state in ('WAITING', 'SENT', 'UNDELIVERABLE')),
    written_at timestamptz not null,
    done_at timestamptz,
    unique (cycle_id, kind)
);

-- ---------------------------------------------------------------- cohorts
create table cohort (
    id uuid primary key,
    workflow_id text not null unique,           -- of an ALONE number: that of its recycle workflow
    kind text not null check (kind in ('RECYCLING', 'ALONE')),
    jurisdiction text not null,
    zone text not null,
    policy_version int not null references policy,
    slot_day date not null,
    shard int not null,
    members int not null default 0 check (members <= 5000),
    opened_at timestamptz not null,
    sealed_at timestamptz,
    round int not null default 0,
    round_at timestamptz,
    closed_at timestamptz
);
create index cohort_open on cohort (jurisdiction, slot_day) where closed_at is null;

-- ordinal <-> cycle: the only link between a cycle and what platforms said. Deleted by the purge.
create table membership (
    cohort_id uuid not null references cohort,
    ordinal int not null check (ordinal between 0 and 4999),
    cycle_id uuid not null unique references cycle,
    withdrawn boolean not null default false,
    primary key (cohort_id, ordinal)
);

create table cohort_stage (
    cohort_id uuid not null references cohort,
    stage int not null check (stage between 1 and 3),
    opened_at timestamptz not null,
    deadline timestamptz not null,
    open_platforms int not null check (open_platforms >= 0),   -- whose zero writes the signal
    primary key (cohort_id, stage)
);

-- Outcomes, one bit a member: cleared (NOT_BOUND or UNBOUND), unbound, settled (nobody has to wait for it: cleared,
-- refused, or withdrawn). Bit order as in java.util.BitSet.
create table cohort_platform (
    cohort_id uuid not null references cohort,
    platform_id int not null references platform,
    stage int not null check (stage between 1 and 3),
    required boolean not null,
    cleared bytea not null,
    unbound bytea not null,
    settled bytea not null,
    open_items int not null check (open_items >= 0),
    primary key (cohort_id, platform_id)
);

-- What a bitmap can't say. No row and no bit: UNKNOWN.
create table outcome_exception (
    cohort_id uuid not null,
    ordinal int not null,
    platform_id int not null,
    outcome text not null check (outcome in ('NOT_YET_SYNCED', 'REFUSED')),
    reason text check ((outcome = 'REFUSED') = (reason is not null)),
    attempts int not null default 1,
    ask_again_at timestamptz,
    changed_at timestamptz not null,
    primary key (cohort_id, ordinal, platform_id),
    foreign key (cohort_id, platform_id) references cohort_platform on delete cascade
);

-- Asks of a number by itself: when again. No time: a person wants it asked now.
create table own_ask (
    cycle_id uuid not null references cycle,
    platform_id int not null references platform,
    attempts int not null,
    batch_id uuid,                               -- of the latest attempt
    ask_again_at timestamptz,
    primary key (cycle_id, platform_id),
    check ((attempts = 0) = (batch_id is null)),
    check (attempts > 0 or ask_again_at is null)
);

create table batch (
    id uuid primary key,
    cohort_id uuid not null references cohort,
    platform_id int not null references platform,
    step int not null check (step >= 0),         -- 1 to 3: a stage; from 4: a later round; 0: asked by the number itself
    seq int not null,
    members bytea not null,                      -- bitmap of ordinals; ref = position among the set bits
    size int not null check (size between 1 and 1000),
    respond_by timestamptz not null,
    expires_at timestamptz,                      -- earliest purge of its members; set when rendered
    planned_at timestamptz not null,
    first_sent_at timestamptz,
    delivered_at timestamptz,
    rejected_code text,                          -- a 4xx: shown to an operator
    void_by uuid references batch deferrable initially deferred,   -- never sent, re-issued without a withdrawn member
    listed bytea not null,                       -- bitmap of ordinals that an answer to this batch listed; ends with the last one
    not_bound bytea not null,                    -- bitmap of ordinals it listed as NOT_BOUND; likewise
    remainder text check (remainder in ('NOT_BOUND', 'NOT_YET_SYNCED')),         -- said, all parts are here
    parts int check (parts > 1),                 -- of an answer that is not whole yet
    parts_seen int[],
    parts_remainder text check (parts_remainder in ('NOT_BOUND', 'NOT_YET_SYNCED')),
    unique (cohort_id, platform_id, step, seq),
    check (void_by is null or first_sent_at is null),
    check ((parts is null) = (parts_seen is null)),
    check (parts is not null or parts_remainder is null)
);

-- One answer request: judged once, answered the same for ever. Never its body.
create table inbox (
    platform_id int not null references platform,
    webhook_id text not null,
    batch_id uuid not null references batch,
    digest bytea not null check (octet_length(digest) = 32),
    receipt jsonb not null,
    received_at timestamptz not null,
    primary key (platform_id, webhook_id)
);

-- What has to be restored before an undo may end; registered with the undo, one row per delivery.
create table restoration (
    cycle_id uuid not null references cycle,
    batch_id uuid not null references batch,
    ref int not null,
    platform_id int not null references platform,
    stage int not null check (stage between 1 and 3),
    outcome text check (outcome in ('RESTORED', 'NOTHING_TO_RESTORE')),
    attempts int not null default 0,
    ask_again_at timestamptz,
    registered_at timestamptz not null,
    settled_at timestamptz,
    primary key (batch_id, ref)
);
create index restoration_open on restoration (cycle_id) where outcome is null;

-- ---------------------------------------------------------------- commands
create table command (
    id uuid primary key,
    cycle_id uuid not null references cycle,
    kind text not null check (kind in
        ('EXTEND_FREEZE', 'HOLD', 'LIFT_HOLD', 'WAIVE', 'REINSTATE', 'WITHDRAW', 'RETIRE', 'ASK_AGAIN')),
    actor text not null,
    reason_code text check (reason_code ~ '^[A-Z][A-Z0-9_]{1,59}$'),   -- never words: those are a note
    note_sealed bytea,                           -- under the cycle's key
    until timestamptz,
    platform_id int references platform,
    verdict text not null check (verdict in ('ACCEPTED', 'REFUSED', 'WAITS_FOR_SECOND')),
    refusal text check ((verdict = 'REFUSED') = (refusal is not null)),
    requested_at timestamptz not null,
    applied_at timestamptz,
    unique (id, actor),
    unique (id, cycle_id)
);
create index command_of_cycle on command (cycle_id, requested_at);

-- What takes two people: two rows by two principals, held here.
create table waiver (
    cycle_id uuid not null references cycle,
    platform_id int not null references platform,
    first_command uuid not null, first_actor text not null,
    second_command uuid not null, second_actor text not null,
    primary key (cycle_id, platform_id),
    check (first_actor <> second_actor),
    foreign key (first_command, first_actor) references command (id, actor),
    foreign key (second_command, second_actor) references command (id, actor),
    foreign key (first_command, cycle_id) references command (id, cycle_id),
    foreign key (second_command, cycle_id) references command (id, cycle_id)
);
create table retirement (
    cycle_id uuid primary key references cycle,
    first_command uuid not null, first_actor text not null,
    second_command uuid not null, second_actor text not null,
    check (first_actor <> second_actor),
    foreign key (first_command, first_actor) references command (id, actor),
    foreign key (second_command, second_actor) references command (id, actor),
    foreign key (first_command, cycle_id) references command (id, cycle_id),
    foreign key (second_command, cycle_id) references command (id, cycle_id)
);

-- ---------------------------------------------------------------- proof
create table certificate (
    id uuid primary key,
    cycle_id uuid not null unique references cycle,
    jws text not null,
    issued_at timestamptz not null
);
-- Per platform only cleared or unresolved: those not listed are cleared.
create table cycle_result (
    cycle_id uuid primary key references cycle,
    asked int not null,
    unresolved int[] not null,
    waived int[] not null,
    counts jsonb not null                        -- io.reissue.recycle.RecycleWorkflow.StageCounts
);

-- Inserted unnumbered; a single sequencer numbers them, so that readers see no gaps.
create table feed_event (
    id bigint generated always as identity primary key,
    seq bigint unique,
    type text not null check (type in ('number.disconnected', 'number.reinstated', 'number.purged', 'number.reassigned')),
    number_id bigint not null references number,
    jurisdiction text not null,
    day date not null,                           -- of what happened, in the number's zone
    written_at timestamptz not null
);
create index feed_unnumbered on feed_event (id) where seq is null;

create table audit_entry (
    id bigint generated always as identity primary key,
    seq bigint unique,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,                       -- an opaque id or a code
    detail jsonb not null,                       -- codes and ids only
    previous bytea,
    hash bytea,
    check ((seq is null) = (hash is null) and (seq is null) = (previous is null))
);
create index audit_unnumbered on audit_entry (id) where seq is null;

-- How far the sequencer has come. Without it, a deleted last entry would leave a chain that looks whole.
create table sequenced (
    family text primary key check (family in ('FEED', 'AUDIT')),
    seq bigint not null,
    hash bytea,                                  -- of the last audit entry; before the first: 32 zeros
    check ((family = 'AUDIT') = (hash is not null))
);
insert into sequenced values ('FEED', 0, null), ('AUDIT', 0, decode(repeat('00', 32), 'hex'));

-- ---------------------------------------------------------------- outbox: no signal is the only copy
create table outbox (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('COMMAND', 'PLATFORM_ANSWERED', 'STAGE_SETTLED', 'NOTICE')),
    target uuid not null,                        -- cycle, cohort or notice
    detail text not null default '',             -- command id, platform code or stage
    written_at timestamptz not null,
    attempts int not null default 0,
    next_at timestamptz not null
);
create index outbox_next on outbox (next_at);

-- ---------------------------------------------------------------- the locked real-name record
-- Kept two years after the end of service where the law asks; used for nothing else. Own schema, own role, own key. Written when
-- service has ended for good: whoever comes back within the freeze was served all along.
create schema real_name;
create table real_name.record (
    id uuid primary key,
    holder_sealed bytea not null,
    service_from date not null,
    service_until date not null,
    delete_after date not null
);
