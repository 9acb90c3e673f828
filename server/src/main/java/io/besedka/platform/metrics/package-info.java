/**
 * Counting what happens, for Prometheus. Each room makes its own counters here; nothing in the product reads them.
 */
package io.besedka.platform.metrics;
