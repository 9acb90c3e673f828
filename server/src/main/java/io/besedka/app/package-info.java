/** The process: its configuration, the wiring of the rooms, the order in which they start and stop. */
package io.besedka.app;
