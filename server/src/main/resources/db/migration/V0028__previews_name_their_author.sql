-- Who wrote the last message, not only of what kind the author is: a colleague by name, and a broadcast (0) apart from a program.

alter table conversations add column last_author_id bigint not null default 0;

update conversations v set last_author_id = coalesce((
    select m.author_id from messages m
    where (m.project_id, m.conversation_id) = (v.project_id, v.id) and m.author_kind = v.last_author and not m.note
    order by m.seq desc limit 1), 0)
where v.last_author in (2, 3);  -- Author.Kind: OPERATOR, API
