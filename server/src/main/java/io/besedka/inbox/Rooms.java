package io.besedka.inbox;

import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.MessageStore;
import io.besedka.conversation.Pictures;
import io.besedka.conversation.Turns;
import io.besedka.platform.clock.Clock;
import io.besedka.realtime.Feed;

/** What the inbox stands on. */
public record Rooms(
        Members members,
        Turns turns,
        ConversationStore conversations,
        MessageStore messages,
        LogStore logs,
        FileStore files,
        Pictures pictures,
        Feed feed,
        Views views,
        ConnectionList connections,
        Wording wording,
        Clock clock) {}
