-- What was answered to a request with an Idempotency-Key, for a day.
create table idempotency_keys (
    project_id bigint      not null,        -- 0 = of no project
    caller     text        not null,        -- 'key 7' or 'user 3'
    key        text        not null,
    attempt    bigint      not null,        -- random; who is at it
    begun_at   timestamptz not null,        -- of the answer, once there is one
    request    bytea,                       -- HMAC of method, address and body; null = not answered yet
    answer     bytea,                       -- sealed; null beside a request = too large to be kept
    primary key (project_id, caller, key)
);
create index idempotency_keys_age on idempotency_keys (begun_at);

-- Clients and contacts as the API lists them: by age, of one connection, of one person, by a tag.
create index clients_age on clients (project_id, created_at, id);
create index clients_connection_age on clients (project_id, connection_id, created_at, id);
create index clients_contact on clients (project_id, contact_id);
create index contacts_phone on contacts (project_id, phone) where phone is not null;
create index contacts_email on contacts (project_id, lower(email)) where email is not null;
create index conversations_tags on conversations using gin (tags) where tags <> '{}';
