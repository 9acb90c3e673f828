-- A status can overtake the answer to the send it is about; it waits under a name of its own ("r:" and the provider's id), with the
-- status in seq. Here is why the provider gave the message up, where it said so. Null in every other row, where it takes no room.
alter table message_ids add column error text;
