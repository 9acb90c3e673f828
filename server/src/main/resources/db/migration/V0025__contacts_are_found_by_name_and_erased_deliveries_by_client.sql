-- The inbox's search also knows the names that people gave the contacts behind clients.
create index contacts_name on contacts (project_id, lower(name) text_pattern_ops) where name is not null;
-- An erasure empties what was told of the client, whatever became of it.
create index webhook_deliveries_client on webhook_deliveries (project_id, conversation_id);
