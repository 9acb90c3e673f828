/**
 * Reading settings: a file, the environment over it, defaults under it; every fault told at once.
 * Knows no concrete setting: those are declared in {@code app.Config}.
 */
package io.besedka.platform.config;
