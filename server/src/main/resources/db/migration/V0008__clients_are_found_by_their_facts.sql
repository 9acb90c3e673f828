-- The inbox's search: clients by the beginning of a name, phone, address or user name. Rows without the fact cost nothing.
create index clients_name on clients (project_id, lower(name) text_pattern_ops) where name is not null;
create index clients_phone on clients (project_id, phone text_pattern_ops) where phone is not null;
create index clients_email on clients (project_id, lower(email) text_pattern_ops) where email is not null;
create index clients_username on clients (project_id, lower(username) text_pattern_ops) where username is not null;
