package io.besedka.widget;

import io.besedka.channel.Connections;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.ClientDirectory;
import io.besedka.conversation.Committed;
import io.besedka.conversation.Content;
import io.besedka.conversation.Conversation;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.Message;
import io.besedka.conversation.MessageStore;
import io.besedka.conversation.PressKey;
import io.besedka.conversation.Result;
import io.besedka.conversation.Turns;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.Json;
import io.besedka.realtime.Feed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** What visitors may do, without HTTP: write, press, fetch, listen. */
public final class Widgets {
    static final int PAGE_LIMIT = 100;
    private static final int REMEMBERED = 50_000;

    /** @param operatorNames shown names of members by user, from memory: they are asked for on the feed's thread */
    public record Faces(
            Connections connections,
            Turns turns,
            ClientDirectory clients,
            ConversationStore conversations,
            MessageStore messages,
            VisitorTokens tokens,
            Clock clock,
            LongFunction<String> operatorNames,
            Feed feed) {}

    private final Faces faces;
    /** Who is shown that an operator types. */
    private final Map<ConversationKey, Set<WidgetSocket>> open = new ConcurrentHashMap<>();

    private final Map<String, ConversationKey> known =
            Collections.synchronizedMap(new LinkedHashMap<>(256, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ConversationKey> eldest) {
                    return size() > REMEMBERED;
                }
            });

    public Widgets(Faces faces) {
        this.faces = faces;
    }

    Faces faces() {
        return faces;
    }

    Optional<ConversationKey> conversationOf(Visitor visitor) {
        var name = visitor.connection().id() + " " + visitor.id();
        var key = known.get(name);
        if (key == null) {
            key = faces.clients
                    .find(visitor.connection().projectId(), visitor.connection().id(), visitor.id())
                    .orElse(null);
            if (key != null) {
                known.put(name, key);
            }
        }
        return Optional.ofNullable(key);
    }

    Result write(Visitor visitor, String key, Content content) {
        return faces.turns.take(visitor.address(), new Act.Wrote("w:" + key, content, null, null, faces.clock.now()));
    }

    Result press(Visitor visitor, String key, long seq, int index) {
        var press = new Act.Pressed("w:" + key, new PressKey(seq, index).payload(), null, faces.clock.now());
        return faces.turns.take(visitor.address(), press);
    }

    void saw(Visitor visitor, long seq) {
        conversationOf(visitor)
                .ifPresent(key -> faces.turns.take(new Address.OfConversation(key), new Act.Saw(seq, true)));
    }

    record History(List<WidgetMessage> messages, boolean more, long lastSeq, int unread) {
        static final History EMPTY = new History(List.of(), false, 0, 0);
    }

    History after(Visitor visitor, long seq, int limit) {
        return history(visitor, key -> faces.messages.after(key, seq, limit));
    }

    History before(Visitor visitor, long seq, int limit) {
        return history(visitor, key -> faces.messages.before(key, seq, limit));
    }

    private History history(Visitor visitor, java.util.function.Function<ConversationKey, MessageStore.Page> read) {
        return conversationOf(visitor)
                .flatMap(key -> faces.conversations.one(key))
                .map(listed -> {
                    var page = read.apply(listed.conversation().key());
                    return new History(
                            shown(listed.conversation(), page.messages()),
                            page.more(),
                            listed.conversation().lastSeq(),
                            unread(listed.conversation()));
                })
                .orElse(History.EMPTY);
    }

    Unread unread(Visitor visitor) {
        return conversationOf(visitor)
                .flatMap(key -> faces.conversations.one(key))
                .map(listed -> new Unread(
                        unread(listed.conversation()), listed.conversation().lastSeq()))
                .orElse(new Unread(0, 0));
    }

    record Unread(int unread, long lastSeq) {}

    /** How many messages for the visitor came after what the visitor has read. */
    private int unread(Conversation conversation) {
        if (conversation.clientReadSeq() >= conversation.lastSeq()) {
            return 0;
        }
        return (int)
                faces.messages.after(conversation.key(), conversation.clientReadSeq(), PAGE_LIMIT).messages().stream()
                        .filter(WidgetMessage::isShown)
                        .filter(message -> message.author().kind() != io.besedka.conversation.Author.Kind.CLIENT)
                        .count();
    }

    private List<WidgetMessage> shown(Conversation conversation, List<Message> messages) {
        boolean named = faces.connections
                .of(conversation.connectionId())
                .map(connected -> !connected
                        .connection()
                        .setting("show_operator_name", "true")
                        .equals("false"))
                .orElse(false);
        long project = conversation.key().projectId();
        LongFunction<String> names = named ? faces.operatorNames : id -> null;
        return messages.stream()
                .filter(WidgetMessage::isShown)
                .map(message -> WidgetMessage.of(
                        message, conversation.readSeq(), names, file -> fileUrl(conversation, project, file)))
                .toList();
    }

    private String fileUrl(Conversation conversation, long project, long file) {
        return faces.connections
                .of(conversation.connectionId())
                .map(connected -> fileUrl(connected.hook(), project, file))
                .orElse("");
    }

    String fileUrl(String hook, long project, long file) {
        return "/widget/v1/" + hook + "/files/" + file + "?sig=" + faces.tokens.ofFile(project, file);
    }

    void listen(ConversationKey key, WidgetSocket socket) {
        open.compute(key, (k, sockets) -> with(sockets, socket));
        faces.feed.follow(key, socket);
    }

    private static Set<WidgetSocket> with(Set<WidgetSocket> sockets, WidgetSocket socket) {
        var all = sockets == null ? ConcurrentHashMap.<WidgetSocket>newKeySet(1) : sockets;
        all.add(socket);
        return all;
    }

    void leave(ConversationKey key, WidgetSocket socket) {
        faces.feed.unfollow(key, socket);
        open.computeIfPresent(key, (k, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }

    /** These clients are no more: whoever of them comes back is a stranger. Open chats forget them. */
    public void erased(long projectId, List<Long> clients) {
        var gone =
                clients.stream().map(id -> new ConversationKey(projectId, id)).collect(Collectors.toSet());
        synchronized (known) {
            known.values().removeAll(gone);
        }
        gone.forEach(key -> open.getOrDefault(key, Set.of()).forEach(WidgetSocket::erased));
    }

    /** An operator types to this conversation's visitor, if one is there. */
    public void operatorTypes(ConversationKey key) {
        open.getOrDefault(key, Set.of()).forEach(WidgetSocket::operatorTypes);
    }

    /** What a log entry tells the visitor; empty when it is nothing for visitors. */
    Optional<byte[]> event(Committed entry) {
        var conversation = entry.conversation();
        var shown = shown(conversation, entry.messages());
        if (!shown.isEmpty()) {
            return Optional.of(Json.write(Map.of("type", "messages", "messages", shown)));
        }
        return conversation.readSeq() > 0
                ? Optional.of(Json.write(Map.of("type", "status", "readSeq", conversation.readSeq())))
                : Optional.empty();
    }
}
