-- The conversation room's tables. Written by the turn alone (io.besedka.conversation); the reasons for their shape are in
-- docs/adr/0003-the-turn.md: everything the hot path touches is found by its primary key, and updates stay within their page.

-- The end of each project's log. Touched last in a turn, so its lock is held only for the log's insert and the commit.
create table project_logs (
    project_id bigint primary key,
    seq        bigint not null default 0
) with (fillfactor = 20);

-- The person behind one or more clients.
create table contacts (
    project_id bigint      not null,
    id         bigint      not null,
    name       text,
    phone      text,
    email      text,
    comment    text,
    created_at timestamptz not null,
    primary key (project_id, id)
);

-- One person on one connection. Its number is also its conversation's.
create table clients (
    project_id    bigint      not null,
    id            bigint      not null,
    connection_id bigint      not null,
    external_id   text        not null,
    contact_id    bigint      not null,
    name          text,
    username      text,
    language      text,
    phone         text,
    email         text,
    tag           text,
    created_at    timestamptz not null,
    primary key (project_id, id),
    unique (project_id, connection_id, external_id)
);

create table conversations (
    project_id        bigint      not null,
    id                bigint      not null,
    connection_id     bigint      not null,
    client_name       text,
    status            smallint    not null default 0,  -- 0 open, 1 closed
    owner_kind        smallint    not null default 0,  -- Owner.Kind
    owner_id          bigint      not null default 0,
    last_seq          bigint      not null default 0,
    unread            int         not null default 0,
    read_seq          bigint      not null default 0,  -- read by operators
    client_seq        bigint      not null default 0,  -- received by the client, where the channel is pulled
    client_read_seq   bigint      not null default 0,  -- read by the client, where the channel is pulled
    last_text         text        not null default '',
    last_author       smallint    not null default 0,  -- Author.Kind
    last_message_at   timestamptz,
    inbox_bucket      int         not null default 0,  -- ten minutes of last_message_at: orders the inbox, and an index on it keeps updates in place
    session           text,
    variables         text,
    menu              text,                            -- labels the client may answer by number
    tags              text[]      not null default '{}',
    blocked           boolean     not null default false,
    created_at        timestamptz not null,
    primary key (project_id, id)
) with (fillfactor = 70);

create index conversations_inbox on conversations (project_id, status, inbox_bucket desc);
create index conversations_owner on conversations (project_id, owner_kind, owner_id, inbox_bucket desc) where status = 0;

-- A month's messages lie together, so that old ones can be dropped or archived. A message has no other number than its place.
create table messages (
    project_id      bigint      not null,
    conversation_id bigint      not null,
    seq             bigint      not null,
    at              timestamptz not null,
    author_kind     smallint    not null,              -- Author.Kind
    author_id       bigint      not null,
    note            boolean     not null,
    text            text        not null,
    markup          boolean     not null,
    parts           text,                              -- JSON of the content's parts
    reply_to        bigint      not null,              -- 0 = none
    key             text,                              -- the sender's idempotency key
    edited_at       timestamptz,
    deleted_at      timestamptz,
    reaction        text,
    primary key (project_id, conversation_id, seq, at)
) partition by range (at);

create table messages_other partition of messages default;

-- What makes a message the same: the provider's id within its client (both directions), or a caller's idempotency key.
create table message_ids (
    project_id      bigint not null,
    conversation_id bigint not null,
    external_id     text   not null,
    seq             bigint not null,
    primary key (project_id, conversation_id, external_id)
);

-- How far each message to a client got. Pulled channels have none: the conversation's client_seq says it.
create table deliveries (
    project_id      bigint      not null,
    conversation_id bigint      not null,
    seq             bigint      not null,
    connection_id   bigint      not null,
    status          smallint    not null default 0,    -- DeliveryStatus
    amend           smallint    not null default 0,    -- 0 nothing, 1 an edit waits, 2 a deletion waits
    parts           smallint    not null default 0,    -- parts of the plan that are done
    attempts        int         not null default 0,
    due_at          timestamptz not null,
    external_ids    text[]      not null default '{}',
    error           text,
    primary key (project_id, conversation_id, seq)
) with (fillfactor = 80);

create index deliveries_due on deliveries (connection_id, due_at) where status = 0 or amend > 0;
create index deliveries_begun on deliveries (connection_id) where status in (1, 2, 3);

create table timers (
    project_id      bigint      not null,
    id              bigint      not null,
    conversation_id bigint      not null,
    kind            smallint    not null,              -- 0 the bot's, 1 a scheduled message
    name            text        not null,
    due_at          timestamptz not null,
    payload         text,
    primary key (project_id, id),
    unique (project_id, conversation_id, kind, name)
);

create index timers_due on timers (due_at);

-- Everything that happened, gap-free and in commit order per project.
create table log (
    project_id      bigint      not null,
    seq             bigint      not null,
    kind            smallint    not null,              -- LogKind
    conversation_id bigint      not null,
    ref             bigint      not null,              -- first message touched, 0 = none
    upto            bigint      not null,              -- last message touched
    at              timestamptz not null,
    primary key (project_id, seq)
);

create table files (
    project_id    bigint      not null,
    id            bigint      not null,
    connection_id bigint      not null default 0,      -- where to fetch it, when remote is given
    remote        text,
    name          text,
    mime          text        not null,
    size          bigint      not null default 0,
    width         int         not null default 0,
    height        int         not null default 0,
    state         smallint    not null,                -- 0 to be fetched, 1 stored, 2 gone
    attempts      int         not null default 0,
    due_at        timestamptz,
    error         text,
    created_at    timestamptz not null,
    primary key (project_id, id)
);

create index files_due on files (due_at) where state = 0;

-- Numbers are handed out in blocks, in memory; a client's number must fit where Salebot's dialect shows it.
create sequence client_ids increment 100;
create sequence other_ids increment 1000;
