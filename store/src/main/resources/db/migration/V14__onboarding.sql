-- Platforms that people take in. Nobody is asked before it was reached, and then switched on.
alter table platform
    add column revision int not null default 1 check (revision > 0),
    -- answered a ping where it is now; one that fetches came with a signature that held; one that is configured is taken on trust
    add column reachable boolean not null default false,
    add column form_acknowledged_by text,        -- who answers for identifiers that can be turned back into numbers
    alter column active set default false;
update platform set reachable = active, form_acknowledged_by = case when identifier_form <> 'HMAC_SHA256' then 'configuration' end;
alter table platform
    add check (reachable or not active),
    add check ((identifier_form = 'HMAC_SHA256') = (form_acknowledged_by is null));

-- One secret a direction is there to stay; the others have an end.
alter table platform_secret add check (valid_until >= valid_from);
create unique index platform_secret_present on platform_secret (platform_id, direction) where valid_until is null;

-- What may have arrived is never altered: a batch names numbers as it did when it was first sent, whatever is agreed since.
alter table batch add column identifier_form text check (identifier_form in ('HMAC_SHA256', 'SHA256', 'SM3', 'E164'));
update batch b set identifier_form = p.identifier_form from platform p where p.id = b.platform_id and b.first_sent_at is not null;
alter table batch add check ((identifier_form is null) = (first_sent_at is null));

-- What went out to a platform and what came in from it, a row for each webhook-id: io.reissue.store.delivery.DeliveryLog. No identifiers, no
-- bodies. It says no more of numbers than the receipts of answers do, and goes with them: with the outcomes of its cohort, and, where its
-- batch is one number's alone, with that number's membership.
create table delivery (
    id bigint generated always as identity primary key,
    platform_id int not null references platform,
    direction text not null check (direction in ('TO_PLATFORM', 'FROM_PLATFORM')),
    type text not null check (type ~ '^[a-z]+([.][a-z]+)?$'),
    webhook_id text not null,
    batch_id uuid,
    cohort_id uuid,
    items int not null check (items >= 0),
    bytes int not null check (bytes >= 0),       -- of the JSON
    attempts int not null default 1 check (attempts > 0),
    first_at timestamptz not null,
    last_at timestamptz not null check (last_at >= first_at),
    took_millis bigint not null check (took_millis >= 0),         -- the last attempt
    status int,                                  -- answered to the last attempt, by whoever was called; null: nothing was
    problem text check (problem ~ '^[A-Z][A-Z0-9_]*$'),           -- null: it was taken
    accepted int, duplicates int, conflicts int, gone int,        -- of an answer that was judged
    unique (platform_id, direction, webhook_id),
    check ((batch_id is null) = (cohort_id is null)),
    check (status is not null or problem is not null),
    check (direction = 'FROM_PLATFORM' or accepted is null),
    check ((accepted is null) = (duplicates is null) and (accepted is null) = (conflicts is null) and (accepted is null) = (gone is null)),
    foreign key (cohort_id, platform_id) references cohort_platform on delete cascade
);
create index delivery_of_platform on delivery (platform_id, id);
create index delivery_of_batch on delivery (cohort_id, platform_id, batch_id);
create index delivery_old on delivery (last_at);
create index batch_of_one on batch (cohort_id) where size = 1;

-- What went wrong with a platform as a whole. Doubts are in streak.
create table platform_incident (
    id bigint generated always as identity primary key,
    platform_id int not null references platform,
    kind text not null check (kind in ('CIRCUIT_OPENED', 'GONE')),
    code text not null,                          -- the failure that did it
    at timestamptz not null
);
create index incident_of_platform on platform_incident (platform_id, id);
create index incident_old on platform_incident (at);
