-- What a file held, so that another one under its id is found out when its parts are long deleted. Under a key: a short file could be guessed.
alter table intake_file add column fingerprint bytea check (octet_length(fingerprint) = 32);  -- null: taken in before this was kept
