-- Two roles without login: what the application may do, and who may read and sweep the real-name record. Deployments create
-- their own login users, with their own passwords, and grant them one of the roles; io.reissue.store.realname.DatabaseRole says how.
-- Roles belong to the whole cluster: another database, or an administrator, may have made them, even at this moment.
do $$
declare
    missing text;
begin
    foreach missing in array array['reissue_app', 'reissue_real_name'] loop
        begin
            if not exists (select from pg_roles where rolname = missing) then
                execute format('create role %I nologin', missing);
            end if;
        exception when duplicate_object or unique_violation then
            null;
        end;
    end loop;
end $$;

grant usage on schema public to reissue_app;
grant select, insert, update, delete on all tables in schema public to reissue_app;
alter default privileges in schema public grant select, insert, update, delete on tables to reissue_app;

-- Written once: the application adds entries, and its sequencer numbers them.
revoke update, delete on audit_entry from reissue_app;
grant update (seq, previous, hash) on audit_entry to reissue_app;

-- The application only adds to the locked record. It can't read back even what it wrote.
revoke all on schema real_name from public;
grant usage on schema real_name to reissue_app, reissue_real_name;
grant insert on real_name.record to reissue_app;
grant select, delete on real_name.record to reissue_real_name;
