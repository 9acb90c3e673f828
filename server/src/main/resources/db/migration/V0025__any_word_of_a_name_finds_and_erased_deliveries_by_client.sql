-- The words of a name, folded, and its project as one more of them: a word that is common elsewhere costs a project little. What the
-- database would keep together, as an address or a number with its sign, is taken apart. One plain expression, so that it is computed in place.
create function name_words(project bigint, name text) returns tsvector language sql immutable parallel safe as
    $$ select to_tsvector('simple', 'p' || project::text || ' ' || translate(lower(name), '+-_./@:;,()«»"''|\&!*<>#%', repeat(' ', 25))) $$;

-- The inbox's search: clients by the beginnings of any words of their names, and of those that people gave the contacts behind them.
drop index clients_name;
create index clients_name on clients using gin (name_words(project_id, name)) where name is not null;
create index contacts_name on contacts using gin (name_words(project_id, name)) where name is not null;

-- An erasure empties what was told of the client, whatever became of it.
create index webhook_deliveries_client on webhook_deliveries (project_id, conversation_id);
