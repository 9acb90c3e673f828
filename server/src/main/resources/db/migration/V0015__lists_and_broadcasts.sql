-- The broadcast room's tables. A list names clients by hand or by a filter; a broadcast says one thing to many, to each at most once.

create table lists (
    project_id bigint      not null,
    id         bigint      not null generated always as identity,
    name       text        not null,
    filter     text,                                   -- a segment's filter, JSON; null = members are put in by hand
    created_at timestamptz not null,
    primary key (project_id, id)
);

create table list_members (
    project_id      bigint      not null,
    list_id         bigint      not null,
    conversation_id bigint      not null,
    added_at        timestamptz not null,
    primary key (project_id, list_id, conversation_id),
    foreign key (project_id, list_id) references lists (project_id, id) on delete cascade
);
create index list_members_client on list_members (project_id, conversation_id);

create table broadcasts (
    project_id   bigint      not null,
    id           bigint      not null generated always as identity,
    name         text        not null,
    state        smallint    not null,                 -- BroadcastState
    author_kind  smallint    not null,                 -- Author.Kind
    author_id    bigint      not null,
    plan         text        not null,                 -- JSON: to whom, what, at which pace, when not
    starts_at    timestamptz,                          -- null = a draft that nobody has started
    planned_at   timestamptz,                          -- null = its recipients are not written down yet
    next_at      timestamptz,                          -- the pace: when the next message may go
    ended_at     timestamptz,
    error        text,                                 -- why it could not be planned
    total        bigint      not null default 0,       -- its rows of broadcast_recipients, and some of them:
    excluded     bigint      not null default 0,
    handed       bigint      not null default 0,
    declined     bigint      not null default 0,
    created_at   timestamptz not null,
    primary key (project_id, id)
);
create index broadcasts_active on broadcasts (state, next_at) where state in (1, 2);

-- Whom a broadcast is for, who was left out and why. The key makes it once for each.
create table broadcast_recipients (
    project_id      bigint      not null,
    broadcast_id    bigint      not null,
    conversation_id bigint      not null,              -- negative: a name of the provider's that is nobody's, see address
    connection_id   bigint      not null,
    status          smallint    not null,              -- RecipientStatus
    due_at          timestamptz not null,              -- not before; a worker that takes it puts this off for the time of its lease
    zone            text,                              -- the client's own time zone, null = the project's
    seq             bigint      not null default 0,    -- the message that was handed over
    address         text,
    error           text,                              -- why the turn declined it
    primary key (project_id, broadcast_id, conversation_id)
) with (fillfactor = 80);
create index broadcast_recipients_due on broadcast_recipients (project_id, broadcast_id, due_at) where status in (0, 4);
create index broadcast_recipients_status on broadcast_recipients (project_id, broadcast_id, status, conversation_id);
