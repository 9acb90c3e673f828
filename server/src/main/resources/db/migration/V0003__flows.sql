-- The flow room's tables. A flow is what a bot maker works on; what runs is a published version, which never changes.
create table flows (
    project_id        bigint      not null references projects (id),
    id                bigint      not null generated always as identity,
    name              text        not null,
    connection_ids    bigint[],                       -- null = every connection of the project
    enabled           boolean     not null default true,
    published_version int,                            -- null = nothing published yet
    created_at        timestamptz not null,
    primary key (project_id, id)
);

create table flow_versions (
    project_id   bigint      not null,
    flow_id      bigint      not null,
    version      int         not null,
    definition   text        not null,                -- JSON, docs/flows.md
    published_at timestamptz not null,
    published_by bigint      not null,                -- the user; 0 = the installation itself
    primary key (project_id, flow_id, version),
    foreign key (project_id, flow_id) references flows (project_id, id)
);
