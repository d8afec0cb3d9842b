-- A batch that was sent, not heard of, and rejected when it was sent again may have been acted on the first time.
alter table batch add column sendings int not null default 0 check (sendings >= 0);
