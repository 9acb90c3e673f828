/**
 * Mail to and from our words: IMAP in, SMTP out; docs/channels/email.md has its limits and quirks.
 *
 * <p>A leaf: no table, no other adapter. Open mailboxes are its only state, and are opened anew whenever they are lost.
 */
package io.besedka.channel.email;
