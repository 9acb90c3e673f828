-- A block keeps its number through all versions of its flow: programs and messages name blocks by it.
create table block_numbers (
    project_id bigint not null,
    id         bigint not null generated always as identity,
    flow_id    bigint not null,
    block      text   not null,
    primary key (project_id, id),
    unique (project_id, flow_id, block),
    foreign key (project_id, flow_id) references flows (project_id, id) on delete cascade
);
