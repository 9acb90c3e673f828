package io.besedka.api.client;

import io.besedka.channel.Connections;
import io.besedka.conversation.ClientDirectory;
import io.besedka.conversation.Contacts;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.Erasure;
import io.besedka.conversation.ProjectVariables;
import io.besedka.conversation.Turns;

/** What these routes stand on. */
public record Rooms(
        Turns turns,
        ConversationStore conversations,
        ClientDirectory clients,
        Contacts contacts,
        Erasure erasure,
        ProjectVariables variables,
        Connections connections) {}
