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
