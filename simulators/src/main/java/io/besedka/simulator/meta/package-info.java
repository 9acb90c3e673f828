/**
 * A pretend Facebook Messenger and a pretend Instagram on the common base: the same Graph API with two looks, started apart. What is
 * guessed or left out: docs/simulators.md.
 */
package io.besedka.simulator.meta;
