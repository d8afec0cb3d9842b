-- How often somebody may log in, from an address or with a session, of which only a digest is kept; forgotten when it is full again.
create unlogged table login_rate (
    id bigint primary key,
    state bytea,
    expires_at bigint
);
create index login_rate_expires on login_rate (expires_at);
