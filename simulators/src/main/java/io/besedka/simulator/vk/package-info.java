/**
 * A pretend VK: the methods a community's token may call, the Callback API and Bots Long Poll. Owns the dialect only; people, chats, the
 * phone page and posting are the messenger base's. Must not know the server.
 */
package io.besedka.simulator.vk;
