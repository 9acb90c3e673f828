-- Operators react to clients' messages. The reaction stands with the message; how far it got stands in a delivery of its own: that of a
-- client's message is "sent" from the start and has only its amendment, which the lanes carry as they carry edits.
alter table messages add column our_reaction text;

comment on column messages.reaction is 'the client''s, to a message of ours';
comment on column messages.our_reaction is 'ours, to a message of the client''s';
