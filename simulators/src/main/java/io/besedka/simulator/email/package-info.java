/**
 * A pretend mail provider: our mailboxes by IMAP (GreenMail's server), submission by an SMTP server of our own that misfortune can strike,
 * and people with mail programs on the phone page.
 */
package io.besedka.simulator.email;
