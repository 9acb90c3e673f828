/**
 * WhatsApp's Cloud API to and from our words; docs/channels/whatsapp.md has its limits and quirks.
 *
 * <p>A leaf: no table, no other adapter. Order, rates and repeats are not its matter. All it remembers, and may forget at any time, is
 * each client's latest message, for marking it read.
 */
package io.besedka.channel.whatsapp;
