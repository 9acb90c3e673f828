-- Up to where a polled connection's updates were fetched and stored, in the provider's own terms.
alter table connections add column cursor text;
