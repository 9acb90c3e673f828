/**
 * MAX bots over the MAX Bot API: the wire shapes, the calls and the mapping both ways. Owns no table; knows the channel room's face and
 * nothing of other adapters. What the provider documents, what we checked and what is guessed: docs/channels/max.md.
 */
package io.besedka.channel.max;
