-- Who may come in: projects, users, members with roles, API keys; and what they changed.

create table projects (
    id         bigint generated always as identity primary key,
    name       text        not null,
    time_zone  text        not null,
    locale     text        not null check (locale in ('ru', 'en')),
    created_at timestamptz not null
);

create table users (
    id              bigint generated always as identity primary key,
    email           text        not null,
    name            text        not null,
    password_hash   text,                           -- null: invited, has not chosen one yet
    totp_secret     bytea,                          -- sealed
    totp_confirmed  boolean     not null default false,
    totp_last_step  bigint      not null default 0, -- a code is taken once
    locale          text        not null check (locale in ('ru', 'en')),
    created_at      timestamptz not null,
    disabled_at     timestamptz
);
create unique index users_email on users (lower(email));

create table sign_ins (
    token_hash   bytea       primary key,
    user_id      bigint      not null references users on delete cascade,
    csrf         text        not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null,
    address      text        not null,
    agent        text        not null
);
create index sign_ins_user on sign_ins (user_id);
create index sign_ins_expiry on sign_ins (expires_at);

create table members (
    project_id bigint      not null references projects on delete cascade,
    user_id    bigint      not null references users on delete cascade,
    roles      text[]      not null check (cardinality(roles) > 0
                           and roles <@ array['administrator', 'settings', 'analytics', 'operator']),
    created_at timestamptz not null,
    primary key (project_id, user_id)
);
create index members_user on members (user_id);
create unique index members_one_administrator on members (project_id) where roles @> array['administrator'];

create table api_keys (
    project_id   bigint      not null references projects on delete cascade,
    id           bigint      generated always as identity,
    name         text        not null,
    key_hash     bytea       not null unique,
    hint         text        not null,
    rights       text[]      not null check (cardinality(rights) > 0),
    is_main      boolean     not null,
    sealed_key   bytea,                             -- of the main key only: flows write it as #{api_key}
    created_by   bigint      references users on delete set null,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    primary key (project_id, id)
);
create unique index api_keys_one_main on api_keys (project_id) where is_main and revoked_at is null;

create table one_time_links (
    token_hash bytea       primary key,
    user_id    bigint      references users on delete cascade, -- null: the first administrator is yet to be made
    purpose    text        not null check (purpose in ('first_administrator', 'invitation', 'password_reset')),
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index one_time_links_user on one_time_links (user_id);

create table audit (
    project_id bigint      not null references projects on delete cascade,
    id         bigint      generated always as identity,
    at         timestamptz not null,
    user_id    bigint,
    action     text        not null,
    subject    text        not null,
    detail     text        not null,
    primary key (project_id, id)
);
