-- What the answers of a required platform are measured by, and those that are not believed: io.reissue.outcome.PlausibilityRules.
-- One row a platform and jurisdiction; an answer locks it last but one, before the counter of its stage.
create table bound_rate (
    platform_id int not null references platform,
    jurisdiction text not null,
    items bigint not null default 0,             -- answered; the present streak's are not among them
    bound bigint not null default 0,
    streak_id uuid,                              -- the present one: consecutive answers that held nothing bound
    primary key (platform_id, jurisdiction)
);

create table streak (
    id uuid primary key,
    platform_id int not null references platform,
    jurisdiction text not null,
    items bigint not null,
    began_at timestamptz not null,
    doubted_at timestamptz,
    predicted bigint,                            -- bound items that the rate let expect then
    ended_at timestamptz,                        -- by an answer that held something bound, or accepted
    accepted_at timestamptz,
    accepted_by text,
    accept_reason text,
    check ((doubted_at is null) = (predicted is null)),
    check (accepted_at is null or doubted_at is not null and ended_at is not null),
    check ((accepted_at is null) = (accepted_by is null) and (accepted_at is null) = (accept_reason is null)),
    check (ended_at is null or doubted_at is not null)          -- one that ends undoubted is deleted
);
alter table bound_rate add foreign key (streak_id) references streak;
create index streak_doubted on streak (platform_id) where doubted_at is not null and accepted_at is null;

-- Which items of a cohort a streak's answers spoke about. Written by whoever holds the bound_rate; of a doubted streak, the items
-- that no later answer has spoken for.
create table streak_part (
    streak_id uuid not null references streak on delete cascade,
    cohort_id uuid not null,
    platform_id int not null,
    ordinals bytea not null,                     -- bitmap, as long as those of cohort_platform
    primary key (streak_id, cohort_id),
    foreign key (cohort_id, platform_id) references cohort_platform on delete cascade
);
create index streak_part_of on streak_part (cohort_id, platform_id);

-- NOT_BOUND that counts as UNKNOWN.
create view doubted_part as
    select z.streak_id, z.cohort_id, z.platform_id, z.ordinals
    from streak_part z join streak s on s.id = z.streak_id
    where s.doubted_at is not null and s.accepted_at is null;

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in
    ('COMMAND', 'PLATFORM_ANSWERED', 'STAGE_SETTLED', 'NOTICE', 'LOOK_AGAIN', 'BRAKE_LIFTED', 'START_COHORT', 'DOUBT_RAISED',
     'DOUBT_ACCEPTED'));
