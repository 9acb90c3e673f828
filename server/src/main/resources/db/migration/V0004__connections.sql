-- The channel room's table: one configured bot, community, number or site each.
create table connections (
    id         bigint      generated always as identity primary key,
    project_id bigint      not null references projects (id),
    channel    text        not null,
    name       text        not null,
    hook       text        not null unique,   -- the secret part of the address a provider posts to; the widget's public key
    settings   text        not null,          -- JSON of what may be shown
    secrets    bytea       not null,          -- sealed JSON of tokens by name
    paused     boolean     not null default false,
    created_at timestamptz not null,
    removed_at timestamptz
);

create index connections_project on connections (project_id);
