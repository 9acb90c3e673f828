-- The words of a name, each with its project before it: a word that is common elsewhere costs a project nothing. Folded and cut, as they are sought.
create function name_words(project bigint, name text) returns tsvector language sql immutable strict parallel safe as
    $$ select array_to_tsvector(array(select distinct project || ' ' || left(w, 100)
                                      from regexp_split_to_table(lower(name), '[\s.,;:()"«»/|_-]+') w where w <> '')) $$;

-- The inbox's search: clients by the beginnings of any words of their names, and of those that people gave the contacts behind them.
drop index clients_name;
create index clients_name on clients using gin (name_words(project_id, name)) where name is not null;
create index contacts_name on contacts using gin (name_words(project_id, name)) where name is not null;

-- An erasure empties what was told of the client, whatever became of it.
create index webhook_deliveries_client on webhook_deliveries (project_id, conversation_id);
