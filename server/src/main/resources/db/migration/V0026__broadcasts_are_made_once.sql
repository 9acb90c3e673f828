-- A request that died between the deed and its answer comes again under its idempotency key: it finds what it made.
alter table broadcasts add column key text;    -- its caller's; taken away after a day
create unique index broadcasts_key on broadcasts (project_id, author_kind, author_id, key) where key is not null;
