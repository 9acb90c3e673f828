/**
 * What time it is, and waiting for a time to come. Everything that reads the time or waits for it does so through here,
 * so that a test can move the clock instead of sleeping. Knows nothing of what is waited for.
 */
package io.besedka.platform.clock;
