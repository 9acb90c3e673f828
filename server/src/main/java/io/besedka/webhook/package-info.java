/**
 * What is told to other programs of what happened: webhooks, the feed of events, and a project's Salebot URL. See docs/webhooks.md.
 *
 * <p>Owns {@code webhooks} and {@code webhook_deliveries}. Reads the log by cursor and never writes what the turn writes; knows no
 * provider's protocol and no face. Its calls go through {@link io.besedka.platform.outbound.GuardedHttp} alone.
 */
package io.besedka.webhook;
