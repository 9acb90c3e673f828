/** The routes of webhooks, the feed of events and the Salebot URL. Owns nothing; what it shows is in docs/api/openapi.yaml. */
package io.besedka.api.webhook;
