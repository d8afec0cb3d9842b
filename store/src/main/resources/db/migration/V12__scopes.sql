-- Rules within a jurisdiction's policies: a version may be for the numbers of one province, line type or disconnect reason only.

-- Read from the document, which never changes: what is stored can't say one scope and be for another. Null: whichever.
alter table policy
    add column province text generated always as (body ->> 'province') stored check (province <> ''),
    add column line_type text generated always as (body ->> 'lineType') stored
        check (line_type in ('RESIDENTIAL', 'BUSINESS', 'IOT')),
    add column reason text generated always as (body ->> 'reason') stored
        check (reason in ('CANCELLED', 'ARREARS_TERMINATED')),
    -- From its day on the scope has no rule of its own. A whole jurisdiction always has one.
    add column ends boolean not null generated always as (coalesce(body -> 'ends' = 'true', false)) stored,
    add check (not ends or num_nonnulls(province, line_type, reason) > 0),
    drop constraint policy_jurisdiction_effective_from_key,
    add unique nulls not distinct (jurisdiction, province, line_type, reason, effective_from);

-- Why service ended, as the intake file said; null: taken in before it was kept. It tells of the holder, and nobody needs it once the
-- cycle is over.
alter table cycle
    add column disconnect_reason text check (disconnect_reason in ('CANCELLED', 'ARREARS_TERMINATED')),
    add check (closed_at is null or disconnect_reason is null);

-- What a scope covers is found without reading who else follows the same version.
drop index cycle_to_follow;
create index cycle_to_follow on cycle (policy_version, line_type, disconnect_reason, province, ask_on)
    where state = 'RESTING' and sealed_at is null and ending = 'RELEASE';
