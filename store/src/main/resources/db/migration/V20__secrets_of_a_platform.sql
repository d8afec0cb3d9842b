-- Every request that is sent or comes in asks for the secrets of one platform.
create index platform_secret_of on platform_secret (platform_id);
