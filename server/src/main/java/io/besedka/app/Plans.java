package io.besedka.app;

import io.besedka.channel.Connections.Connected;
import io.besedka.channel.Files;
import io.besedka.channel.Outbound;
import io.besedka.channel.Planner;
import io.besedka.conversation.Author;
import io.besedka.conversation.Content;
import io.besedka.conversation.DeliveryStore.DeliveriesUnavailable;
import io.besedka.conversation.Message;
import io.besedka.delivery.Planning;
import java.net.URI;
import java.util.List;
import java.util.function.LongFunction;
import org.jdbi.v3.core.JdbiException;

/** What the lanes ask the planner, with what only the whole installation knows: files' addresses and operators' names. */
final class Plans implements Planning {
    /** The connection's setting: {@code true} shows clients which operator writes. */
    private static final String SHOW_NAME = "show_operator_name";

    private final Files files;
    private final LongFunction<String> names;

    /** @param names shown names of users; null for one who is no more */
    Plans(Files files, LongFunction<String> names) {
        this.files = files;
        this.names = names;
    }

    @Override
    public List<Outbound> plan(Connected connected, Message message, String replyTo) {
        var capabilities = connected.adapter().capabilities();
        var link = links(connected.connection().projectId(), message.content());
        var speaker = speaker(connected, message);
        if (connected.adapter().showsSpeaker()) {
            return Planner.plan(message.seq(), message.content(), capabilities, replyTo, link).parts().stream()
                    .map(part -> part.as(speaker))
                    .toList();
        }
        return Planner.plan(message.seq(), message.content(), capabilities, replyTo, link, speaker)
                .parts();
    }

    private String speaker(Connected connected, Message message) {
        boolean shown = message.author().kind() == Author.Kind.OPERATOR
                && connected.connection().setting(SHOW_NAME, "false").equals("true");
        return shown ? name(message.author().id()) : null;
    }

    private String name(long user) {
        try {
            return names.apply(user);
        } catch (JdbiException away) {
            throw new DeliveriesUnavailable(away);
        }
    }

    /** A file that a channel cannot carry goes as a link, named as in the message. */
    private LongFunction<String> links(long project, Content content) {
        return id -> content.attachments().stream()
                .filter(file -> file.fileId() == id)
                .findFirst()
                .flatMap(file -> files.address(project, id, file.name()))
                .map(URI::toString)
                .orElse(null);
    }
}
