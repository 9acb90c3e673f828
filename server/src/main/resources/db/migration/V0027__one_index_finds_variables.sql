-- The searchable copy of variables with one index instead of three: the turn knows what a variable was, so it finds the old row by all
-- of its index, and no row needs to be found by its client.

-- What a value is found by, sorted as bytes: numbers first, by their size however they are written, then texts by their beginning.
-- The same as io.besedka.conversation.VariableKey, which writes it.
create function variable_key(value text) returns text language sql immutable strict parallel safe as $$
    select case when value ~ '^[ \t\n\r\f\v]*[+-]?[0-9]{1,15}([.][0-9]{1,15})?[ \t\n\r\f\v]*$'
        then (select 'n' || lpad(to_hex(case when bits < 0 then ~bits else bits # (-9223372036854775808) end), 16, '0')
              from (select ('x' || encode(float8send(value::double precision + 0.0), 'hex'))::bit(64)::bigint bits) b)
        else 't' || left(value, 100) end
$$;

-- Of a text longer than its key, as much as is compared; else null.
create function variable_rest(value text) returns text language sql immutable strict parallel safe as $$
    select case when char_length(value) > 100 and variable_key(value) >= 't' collate "C" then left(value, 500) end
$$;

create table variables_found (
    project_id      bigint   not null,
    scope           smallint not null,                 -- 0 the client's, 1 a deal's
    name            text     not null collate "C",
    key             text     not null collate "C",
    conversation_id bigint   not null,
    deal_id         bigint   not null default 0,       -- 0 = the client's, or of a deal that is not opened yet
    rest            text
) with (fillfactor = 100);

insert into variables_found (project_id, scope, name, key, conversation_id, deal_id, rest)
    select project_id, scope, name, variable_key(value), conversation_id, deal_id, variable_rest(value) from variable_values;
drop table variable_values;
alter table variables_found rename to variable_values;
create index variable_values_found on variable_values (project_id, scope, name, key, conversation_id, deal_id);
