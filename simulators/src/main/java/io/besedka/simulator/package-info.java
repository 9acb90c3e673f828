/**
 * Pretend providers: small real servers that speak a provider's own HTTP protocol, for tests, the bench and the demo.
 * Owns the shared HTTP base, the time and the switchboard of misfortune; each provider has a package beside.
 * Must not know the server: not one class is shared with it, so that a misreading of a provider shows.
 */
package io.besedka.simulator;
