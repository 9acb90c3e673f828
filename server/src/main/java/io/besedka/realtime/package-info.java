/**
 * Who is connected and from which cursor on: carries the log to the sockets gap-free and in order; presence and typing, which are never
 * stored. Knows no channel and no JSON shape of a conversation: the inbox encodes, see {@link io.besedka.realtime.EventEncoder}.
 */
package io.besedka.realtime;
