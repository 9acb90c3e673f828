-- The picture that is shown: a file of ours. What the provider calls the latest one stands in avatar.
alter table clients add column picture_id bigint;
-- Whose picture a file is; a file of messages has none.
alter table files add column client_id bigint;
create index files_pictures on files (project_id, client_id) where client_id is not null;

-- Those who were clients before: one a second, so that files of messages need not wait for them.
insert into files (project_id, id, connection_id, client_id, remote, mime, state, due_at, created_at)
select project_id, nextval('other_ids'), connection_id, id, avatar, 'application/octet-stream', 0,
       now() + row_number() over (order by created_at desc) * interval '1 second', now()
from clients where avatar is not null;
