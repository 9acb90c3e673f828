-- The number of each flusher's last turn, written in it: after a lost answer to a commit it tells whether that turn was committed.
create table turn_marks (
    flusher uuid        primary key,
    turn    bigint      not null,
    at      timestamptz not null
) with (fillfactor = 10);
