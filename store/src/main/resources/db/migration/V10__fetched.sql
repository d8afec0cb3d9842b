-- A platform that can't be called fetches what it is asked. Its batches are offered rather than sent; a fetch is the sending.
alter table platform add column delivery text not null default 'PUSH' check (delivery in ('PUSH', 'PULL'));
alter table platform alter column endpoint drop not null;
alter table platform add constraint platform_endpoint check ((delivery = 'PUSH') = (endpoint is not null));

alter table batch add column offered_at timestamptz;            -- to be fetched; null: not, or its platform has it
create index batch_offered on batch (platform_id, id) where offered_at is not null;
create index restoration_of_platform on restoration (platform_id, batch_id, ref) where outcome is null;

-- The feed is read by jurisdiction, in order.
create index feed_of_jurisdiction on feed_event (jurisdiction, seq);
