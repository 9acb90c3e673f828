/**
 * A pretend WhatsApp Cloud API: Graph's calls under {@code /v17.0/} to {@code /v25.0/} and the webhook's changes. Owns the dialect only;
 * people, chats, the phone page and posting are the messenger base's. Must not know the server.
 */
package io.besedka.simulator.whatsapp;
