/**
 * What the pretend messengers have in common: accounts, people and chats in memory, the phone page and its JSON, what a
 * person does, updates posted to webhooks or kept for polling, routes with misfortune, files, rates, the ledger.
 * Knows no provider: a provider's package adds its calls, its ids and its updates. Telegram came first and stays apart.
 */
package io.besedka.simulator.messenger;
