alter table clients add column avatar text;
-- What the adapter must know to answer where the client wrote last: a mail's thread, a comment.
alter table clients add column reply_path text;
-- When the client wrote last: windows are counted from it.
alter table conversations add column heard_at timestamptz;
