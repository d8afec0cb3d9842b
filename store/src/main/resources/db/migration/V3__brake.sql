-- The brake: while one stands, no number within its scope is purged or released. One person sets it, two lift it. Rows are kept.
create table brake (
    id uuid primary key,
    scope text not null check (scope in ('EVERYTHING', 'JURISDICTION', 'PROVINCE', 'INTAKE_FILE', 'PLATFORM')),
    code text not null,                          -- CN; CN/Guangdong; the file's id; the platform's code; empty: everything
    reason_code text not null,
    set_by text not null,
    set_at timestamptz not null,
    first_lifter text,
    second_lifter text,
    lifted_at timestamptz check (lifted_at >= set_at),
    woken_through uuid,                          -- of the numbers it stopped, in order of cycle id; see BrakeWakes
    check ((scope = 'EVERYTHING') = (code = '')),
    check ((lifted_at is null) = (second_lifter is null)),
    check (second_lifter is null or (first_lifter is not null and first_lifter <> second_lifter))
);
create index brake_standing on brake (id) where lifted_at is null;

-- One row a person who wants it lifted.
create table brake_lift (
    brake_id uuid not null references brake,
    actor text not null,
    reason_code text not null,
    requested_at timestamptz not null,
    primary key (brake_id, actor)
);
alter table brake
    add foreign key (id, first_lifter) references brake_lift (brake_id, actor),
    add foreign key (id, second_lifter) references brake_lift (brake_id, actor);

-- The brake that a number waits for which has nothing else left to wait for: the widest of those that stop it.
alter table cycle
    add column braked_by uuid references brake,
    add check (braked_by is null or closed_at is null);
create index cycle_braked on cycle (braked_by, id) where braked_by is not null;

-- Provinces that numbers were ever taken in from: a brake can name no other.
create table province (
    jurisdiction text not null,
    name text not null,
    primary key (jurisdiction, name)
);
insert into province select distinct jurisdiction, province from number where province is not null;

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in
    ('COMMAND', 'PLATFORM_ANSWERED', 'STAGE_SETTLED', 'NOTICE', 'LOOK_AGAIN', 'BRAKE_LIFTED'));
