-- The life of a policy: drafted by one person, approved by another, effective on a day, carried to the numbers that rest by then.

create table policy_draft (
    id uuid primary key,
    jurisdiction text not null,
    author text not null,
    revision int not null check (revision > 0),
    drafted jsonb not null,                      -- as it first came: the same again is no other draft
    body jsonb not null,                         -- io.reissue.store.policy.PolicyDocument
    drafted_at timestamptz not null,
    changed_at timestamptz not null check (changed_at >= drafted_at),
    unique (id, author)
);

-- A version that came from a draft has two people; what was configured is answered for by whoever may configure.
alter table policy
    add column origin text not null default 'CONFIGURATION' check (origin in ('CONFIGURATION', 'DRAFT')),
    add column draft_id uuid unique,
    add column author text,
    add column approver text,
    add check ((origin = 'DRAFT') = (draft_id is not null)),
    add check ((origin = 'DRAFT') = (author is not null)),
    add check ((origin = 'DRAFT') = (approver is not null)),
    add check (author <> approver),
    add foreign key (draft_id, author) references policy_draft (id, author);
-- What is stored stays as it is: numbers follow it.
revoke update, delete on policy from reissue_app;
revoke delete on policy_draft from reissue_app;

-- What a day is, as io.reissue.policy.Days says it. Seconds: the length of a day in the demo jurisdiction; 0: a day of the calendar.
create function day_of(at timestamptz, zone text, seconds int) returns date language sql immutable parallel safe return
    case when seconds = 0 then (at at time zone zone)::date
        else date '1970-01-01' + floor(extract(epoch from at - timestamptz '2026-01-01T00:00:00Z') / seconds)::int end;
create function day_start(day date, zone text, seconds int) returns timestamptz language sql immutable parallel safe return
    case when seconds = 0 then day::timestamp at time zone zone
        else timestamptz '2026-01-01T00:00:00Z' + (day - date '1970-01-01') * seconds * interval '1 second' end;

-- How far a version has been carried to the numbers that rested under earlier ones.
create table policy_activation (
    id uuid primary key,
    version int not null unique references policy,
    began_at timestamptz not null,
    moved bigint not null default 0,
    later bigint not null default 0 check (later <= moved),     -- of them, those whose freeze ends later by it
    paused_by text,
    done_at timestamptz
);
create index cycle_to_follow on cycle (policy_version, ask_on)
    where state = 'RESTING' and sealed_at is null and ending = 'RELEASE';

-- An end that two people shortened: no policy lengthens it again. The province is the number's, which does not move: millions of cycles
-- are counted by it without reading as many numbers.
alter table cycle add column freeze_pinned boolean not null default false, add column province text;
update cycle c set province = n.province from number n where n.id = c.number_id and n.province is not null;

alter table command drop constraint command_kind_check;
alter table command add constraint command_kind_check check (kind in
    ('EXTEND_FREEZE', 'SHORTEN_FREEZE', 'HOLD', 'LIFT_HOLD', 'WAIVE', 'REINSTATE', 'WITHDRAW', 'RETIRE', 'ASK_AGAIN'));
alter table command add unique (id, until);
-- Two commands by two principals, for the same end.
create table shortening (
    cycle_id uuid not null references cycle,
    until timestamptz not null,
    first_command uuid not null unique, first_actor text not null,
    second_command uuid primary key, second_actor text not null,
    check (first_actor <> second_actor),
    foreign key (first_command, first_actor) references command (id, actor),
    foreign key (second_command, second_actor) references command (id, actor),
    foreign key (first_command, cycle_id) references command (id, cycle_id),
    foreign key (second_command, cycle_id) references command (id, cycle_id),
    foreign key (first_command, until) references command (id, until),
    foreign key (second_command, until) references command (id, until)
);

-- Null: as configured, and so as the configuration says at every start; what a person has edited it leaves alone.
alter table working_year
    add column edited_by text,
    add column revision int not null default 1 check (revision > 0),
    add check (make_date(year, 1, 1) <= all (holidays) and make_date(year, 12, 31) >= all (holidays)),
    add check (make_date(year, 1, 1) <= all (make_up_days) and make_date(year, 12, 31) >= all (make_up_days)),
    add check (not holidays && make_up_days),
    add check (source <> '');

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in
    ('COMMAND', 'PLATFORM_ANSWERED', 'STAGE_SETTLED', 'NOTICE', 'LOOK_AGAIN', 'BRAKE_LIFTED', 'START_COHORT', 'DOUBT_RAISED',
     'DOUBT_ACCEPTED', 'POLICY_EFFECTIVE'));
