/**
 * Things that must not be seen: the type that hides them, encryption at rest, random tokens and their hashes.
 * Knows nothing of what the secrets open, and stores nothing but its own key file.
 */
package io.besedka.platform.secret;
