package io.besedka.app;

import io.besedka.api.deal.DealRoutes;
import io.besedka.channel.Connections;
import io.besedka.conversation.ClientDirectory;
import io.besedka.conversation.Contacts;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.Erasure;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.MessageStore;
import io.besedka.conversation.Pictures;
import io.besedka.deal.DealLists;
import io.besedka.deal.PipelineChanges;
import io.besedka.delivery.Lanes;
import io.besedka.face.Remembered;
import io.besedka.inbox.Rooms;
import io.besedka.inbox.Views;
import io.besedka.platform.clock.Clock;
import io.besedka.realtime.Feed;
import io.besedka.webhook.Webhooks;
import io.besedka.widget.VisitorTokens;
import io.besedka.widget.Widgets;
import java.time.Duration;
import java.util.List;

/** Those who listen while it happens: operators at the inbox, visitors at the widget. */
final class Live {
    private final ConversationStore conversations;
    private final ClientDirectory clients;
    private final Feed feed;
    private final Lanes lanes;
    private final Rooms rooms;
    private final Widgets widgets;
    private final Erasure erasure;
    private final io.besedka.api.client.Rooms clientRooms;
    private final DealRoutes.Rooms deals;

    Live(Clock clock, Foundation foundation, Channels channels, Loop loop, Running running) {
        var jdbi = foundation.jdbi();
        var messages = new MessageStore(jdbi);
        var logs = new LogStore(jdbi);
        conversations = new ConversationStore(jdbi);
        clients = new ClientDirectory(jdbi);
        lanes = loop.lanes();
        var views = new Views(conversations, foundation::userName, channels::named, clock);
        feed = running.keep(new Feed(logs, conversations, messages, views, this::operatorTypes, clock));
        loop.follow(feed);
        var names = new Remembered<Long, String>(5_000, Duration.ofMinutes(1), clock);
        widgets = new Widgets(new Widgets.Faces(
                channels.connections(),
                loop.turns(),
                clients,
                conversations,
                messages,
                new VisitorTokens(foundation.box().derive("visitors")),
                clock,
                user -> names.get(user, foundation::userName),
                feed));
        rooms = new Rooms(
                new InboxMembers(foundation.accounts()),
                loop.turns(),
                conversations,
                messages,
                logs,
                foundation.files(),
                new Pictures(jdbi, foundation.files()),
                feed,
                views,
                channels::list,
                channels::worded,
                clock);
        erasure = new Erasure(jdbi, clock, Foundation.HOLDERS, List.of(Webhooks::erase), (project, gone) -> {
            foundation.removal().soon();
            loop.logged(project);
            widgets.erased(project, gone);
        });
        clientRooms = new io.besedka.api.client.Rooms(
                loop.turns(),
                conversations,
                clients,
                new Contacts(jdbi, clock, loop::logged),
                erasure,
                foundation.variables(),
                channels.connections());
        deals = new DealRoutes.Rooms(
                foundation.pipelines(),
                new PipelineChanges(jdbi, foundation.pipelines(), loop.turns(), clock),
                new DealLists(jdbi),
                loop.turns(),
                new DealNames(foundation, channels, clock));
        foundation.accounts().signIns().watch(feed::recheck);
        feed.start();
    }

    /** A provider says that a client types. */
    void clientTypes(Connections.Connected connected, String externalId) {
        var connection = connected.connection();
        Thread.startVirtualThread(() -> clients.find(connection.projectId(), connection.id(), externalId)
                .ifPresent(feed::clientTyping));
    }

    private void operatorTypes(ConversationKey key, long userId) {
        widgets.operatorTypes(key);
        Thread.startVirtualThread(() -> conversations
                .one(key)
                .ifPresent(listed -> lanes.typing(listed.conversation().connectionId(), key)));
    }

    Rooms rooms() {
        return rooms;
    }

    io.besedka.api.client.Rooms clients() {
        return clientRooms;
    }

    Erasure erasure() {
        return erasure;
    }

    Widgets widgets() {
        return widgets;
    }

    DealRoutes.Rooms deals() {
        return deals;
    }
}
