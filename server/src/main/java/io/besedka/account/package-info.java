/**
 * Owns users, sign-ins, projects, members with their roles, API keys and the audit. {@link io.besedka.account.Access}
 * is the one place where rights are checked, and every face asks it. Knows no client, conversation or channel.
 */
package io.besedka.account;
