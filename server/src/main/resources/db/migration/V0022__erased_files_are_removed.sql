-- Files whose rows are gone and whose bytes must go from the disk. Written in the transaction that erases what named them.
create table removed_files (
    project_id bigint      not null,
    id         bigint      not null,
    due_at     timestamptz not null,                   -- one that was being fetched may still arrive: its time is when that has ended
    primary key (project_id, id)
);
create index removed_files_due on removed_files (due_at);

-- The numbers of the files that a JSON text names, as message parts, scheduled messages, broadcasts and flows do. Within a text of that
-- JSON the quotes would be escaped, so what somebody wrote names no file.
create function file_ids(said text) returns bigint[] language sql immutable strict parallel safe as
    $$ select array(select (m)[1]::bigint from regexp_matches(said, '"fileId"\s*:\s*(\d{1,18})\M', 'g') m) $$;

-- Whether any other message names a file. Holds only messages with files; a file's number is the installation's, not the project's.
create index messages_files on messages using gin (file_ids(parts)) where parts like '%"fileId"%';
