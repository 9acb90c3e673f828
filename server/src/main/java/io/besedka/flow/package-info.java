/**
 * Bots as flows: definitions, their published immutable versions held compiled in memory, and the step of a dialogue.
 *
 * <p>Owns the tables of {@code V0003__flows.sql}. A step is pure: it knows no clock, database or network, no channel and no screen;
 * what it decides it returns as {@link io.besedka.conversation.Bot.Effect}s. The format of definitions: {@code docs/flows.md}.
 */
package io.besedka.flow;
