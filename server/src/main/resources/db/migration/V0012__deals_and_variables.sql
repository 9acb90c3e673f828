-- Deals, and variables that can be found. Deals change only in the turn of their client's conversation, under its lock.

-- What the bot reads at each step stands on the hot row: the current deal and its variables.
alter table conversations add column deal_id bigint not null default 0;         -- 0 = none yet
alter table conversations add column deal_variables text;                        -- the current deal's, or what awaits the first one
alter table conversations add column opted_out boolean not null default false;   -- wants no broadcasts

-- Configuration, owned by the deal room.
create table pipelines (
    project_id bigint      not null references projects (id) on delete cascade,
    id         bigint      not null generated always as identity,
    name       text        not null,
    position   int         not null,
    created_at timestamptz not null,
    primary key (project_id, id)
);

create table stages (
    project_id  bigint   not null,
    id          bigint   not null generated always as identity,
    pipeline_id bigint   not null,
    name        text     not null,
    ending      smallint not null default 0,          -- 0 open, 1 success, 2 failed
    color       text     not null default 'grey',
    position    int      not null,
    primary key (project_id, id),
    foreign key (project_id, pipeline_id) references pipelines (project_id, id) on delete cascade
);
create index stages_of_pipeline on stages (project_id, pipeline_id, position);

create table deals (
    project_id      bigint        not null,
    id              bigint        not null,
    conversation_id bigint        not null,
    pipeline_id     bigint        not null,
    stage_id        bigint        not null,
    status          smallint      not null default 0,  -- 0 open, 1 success, 2 failed
    name            text          not null,
    description     text          not null default '',
    budget          numeric(16,2),
    responsible_id  bigint        not null default 0,  -- a user, 0 = nobody
    variables       text,                              -- JSON; of the current deal the conversation has the same
    created_at      timestamptz   not null,
    moved_at        timestamptz   not null,
    changed_at      timestamptz   not null,
    closed_at       timestamptz,
    primary key (project_id, id)
) with (fillfactor = 80);
create index deals_of_conversation on deals (project_id, conversation_id, id desc);
create index deals_of_stage on deals (project_id, stage_id, moved_at desc, id desc);

-- A deal's history.
create table deal_events (
    project_id  bigint      not null,
    deal_id     bigint      not null,
    id          bigint      not null,
    at          timestamptz not null,
    author_kind smallint    not null,                  -- Author.Kind
    author_id   bigint      not null,
    kind        text        not null check (kind in ('opened', 'moved', 'changed')),
    from_stage  bigint      not null default 0,
    to_stage    bigint      not null default 0,
    detail      text,                                  -- JSON of what changed, by member
    primary key (project_id, deal_id, id)
);

create table project_variables (
    project_id bigint not null references projects (id) on delete cascade,
    name       text   not null,
    value      text   not null,
    primary key (project_id, name)
);

-- The searchable copy of clients' and deals' variables: written by the turn, only for those that changed.
create table variable_values (
    project_id      bigint   not null,
    scope           smallint not null,                 -- 0 the client's, 1 a deal's
    conversation_id bigint   not null,
    deal_id         bigint   not null default 0,       -- 0 = the client's, or of a deal that is not opened yet
    name            text     not null,
    value           text     not null,                 -- its first 500 characters
    number          double precision,                  -- null where the value is no number
    primary key (project_id, conversation_id, scope, deal_id, name)
) with (fillfactor = 80);
create index variable_values_found on variable_values (project_id, scope, name, left(value, 100), conversation_id);
create index variable_values_numbers on variable_values (project_id, scope, name, number, conversation_id) where number is not null;
