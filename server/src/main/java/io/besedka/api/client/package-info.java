/**
 * Our API's words for clients, the contacts behind them, and variables. Owns no table: clients change by turns, contacts and the project's
 * variables by the conversation room's own doors. Knows no provider.
 */
package io.besedka.api.client;
