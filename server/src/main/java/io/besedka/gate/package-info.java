/**
 * What every call of our own API passes on its way to its route: the rate of the API key that makes it, and the idempotency key by which
 * a repeated call gets its first answer again. Owns the table {@code idempotency_keys}. Knows no route and decides no right.
 */
package io.besedka.gate;
