-- What a restored database has forgotten to have asked is undone all the same: io.reissue.store.cohort.ForgottenAsks. Such a restore is of
-- whatever any batch about the cycle has detached; the batch that it names was never sent, and is there to be answered under.
alter table restoration add column any_batch boolean not null default false;
