-- The webhook room's tables: who is told of a project's log, and what was told.

create table webhooks (
    project_id    bigint      not null references projects (id) on delete cascade,
    id            bigint      generated always as identity,
    dialect       smallint    not null default 0,   -- 0 our own, 1 the project's Salebot URL (at most one a project)
    name          text        not null,
    url           text        not null,
    kinds         text[]      not null,             -- EventKind words
    ordered       boolean     not null default false,
    secrets       bytea       not null,             -- sealed JSON: current, former
    former_until  timestamptz,                      -- until then the former secret signs too
    cursor        bigint      not null,             -- up to where the log became deliveries
    paused_at     timestamptz,
    pause_reason  text,
    failing_since timestamptz,                      -- the first failure since the last success
    died_in_row   int         not null default 0,
    last_ok_at    timestamptz,
    last_error    text,
    last_error_at timestamptz,
    replays       int         not null default 0,
    replay_cursor bigint,                           -- a replay that runs: up to where, and until when
    replay_end    bigint,
    replay_from   timestamptz,
    replay_to     timestamptz,
    created_at    timestamptz not null,
    removed_at    timestamptz,
    primary key (project_id, id)
) with (fillfactor = 70);

create unique index webhooks_salebot on webhooks (project_id) where dialect = 1 and removed_at is null;

-- An event on its way to an endpoint, and after it the log of how that went; rows older than 30 days are deleted.
create table webhook_deliveries (
    project_id      bigint      not null,
    id              bigint      generated always as identity,
    webhook_id      bigint      not null,
    event_id        text        not null,
    run             int         not null,           -- 0 as it happened, else the number of the replay
    kind            text        not null,
    conversation_id bigint      not null,           -- 0 = none
    body            text        not null,
    state           smallint    not null default 0, -- DeliveryState
    attempts        int         not null default 0, -- in all
    tries           int         not null default 0, -- since it was queued or redelivered
    due_at          timestamptz not null,           -- while a call runs: until when it may
    tried_from      timestamptz,                    -- the first of the tries
    last_at         timestamptz,
    status          int,                            -- of the last answer
    error           text,
    answer          text,                           -- its beginning
    took_ms         int,
    created_at      timestamptz not null,
    primary key (project_id, id),
    unique (project_id, webhook_id, event_id, run)
) with (fillfactor = 80);

create index webhook_deliveries_due on webhook_deliveries (project_id, webhook_id, due_at) where state in (0, 1);
create index webhook_deliveries_lane on webhook_deliveries (project_id, webhook_id, conversation_id, id) where state in (0, 1);
create index webhook_deliveries_list on webhook_deliveries (project_id, webhook_id, id);
create index webhook_deliveries_old on webhook_deliveries (created_at);
