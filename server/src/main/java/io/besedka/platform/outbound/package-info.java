/**
 * HTTP requests to others: to providers an administrator configured, and, guarded, to any URL a customer typed.
 * Knows no provider and never tries again by itself: it only says whether a request was sent and what came back.
 */
package io.besedka.platform.outbound;
