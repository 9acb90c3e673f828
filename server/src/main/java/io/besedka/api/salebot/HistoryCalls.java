package io.besedka.api.salebot;

import io.besedka.account.Member;
import io.besedka.channel.Markup;
import io.besedka.conversation.Act;
import io.besedka.conversation.Author;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Message;
import io.besedka.conversation.MessageNumber;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was said with a client. */
final class HistoryCalls {
    static final int ROWS = 2000;

    private HistoryCalls() {}

    /** The newest so many, the oldest of them first. Days are the project's, and both are within. */
    static Reply get(Call call) {
        long client = call.client();
        var parameters = call.parameters();
        int limit = parameters.number("limit", ROWS, ROWS);
        var start = parameters.text("start_date");
        var stop = parameters.text("stop_date");
        if ((start == null) != (stop == null)) {
            throw Failed.because("start_date and stop_date are given together or not at all");
        }
        var zone = call.faces().zone().apply(call.project());
        Instant from = start == null
                ? null
                : SendTime.day("start_date", start).atStartOfDay(zone).toInstant();
        Instant before = stop == null
                ? null
                : SendTime.day("stop_date", stop).plusDays(1).atStartOfDay(zone).toInstant();
        var messages = call.faces().catalog().history(call.conversation(client), from, before, limit);
        return Reply.success("result", shown(call, client, messages));
    }

    private static List<Map<String, Object>> shown(Call call, long client, List<Message> messages) {
        boolean written = messages.stream().anyMatch(message -> message.author().kind() == Author.Kind.OPERATOR);
        Map<Long, String> emails = written
                ? call.faces().members().list(call.project()).stream()
                        .collect(Collectors.toMap(Member::userId, Member::email))
                : Map.of();
        long answered = messages.stream()
                .filter(HistoryCalls::isAnswer)
                .mapToLong(Message::seq)
                .max()
                .orElse(0);
        return messages.stream()
                .map(message -> shown(call, client, message, answered, emails))
                .toList();
    }

    private static boolean isAnswer(Message message) {
        return message.author().kind() != Author.Kind.CLIENT && message.author().kind() != Author.Kind.CALLBACK;
    }

    private static Map<String, Object> shown(
            Call call, long client, Message message, long answered, Map<Long, String> emails) {
        var author = message.author();
        boolean byClient = author.kind() == Author.Kind.CLIENT;
        boolean byOperator = author.kind() == Author.Kind.OPERATOR;
        var row = new LinkedHashMap<String, Object>();
        row.put("id", MessageNumber.of(client, message.seq()));
        row.put("answered", message.seq() <= answered);
        row.put("client_replica", byClient);
        row.put("message_id", author.kind() == Author.Kind.BOT && author.id() != 0 ? author.id() : null);
        row.put("message_from_outside", origin(author.kind()));
        row.put("created_at", message.at().getEpochSecond());
        row.put(
                "text",
                message.content().markup()
                        ? Markup.plain(Markup.parse(message.content().text()))
                        : message.content().text());
        row.put("attachments", attachments(call, message));
        row.put("delivered", byClient || isDelivered(message));
        row.put(
                "error_message",
                message.delivery() == null ? null : message.delivery().error());
        row.put("manager_id", byOperator ? author.id() : null);
        row.put("manager_email", byOperator ? emails.get(author.id()) : null);
        return row;
    }

    /** Salebot's numbers: the dialogue's own messages, its API, its CRM, a callback. */
    private static int origin(Author.Kind kind) {
        return switch (kind) {
            case CLIENT, BOT, SYSTEM, OUTSIDE -> 0;
            case API -> 1;
            case OPERATOR -> 2;
            case CALLBACK -> 3;
        };
    }

    /** What the client's device fetches itself has no delivery that could fail. */
    private static boolean isDelivered(Message message) {
        if (message.delivery() == null) {
            return true;
        }
        var status = message.delivery().status();
        return status == DeliveryStatus.SENT || status == DeliveryStatus.DELIVERED || status == DeliveryStatus.READ;
    }

    /** Addresses of the files; an empty object where there are none, as the documentation shows it. */
    private static Object attachments(Call call, Message message) {
        var urls = message.content().attachments().stream()
                .flatMap(file -> call.faces().addresses().of(call.project(), file.fileId(), file.name()).stream())
                .map(Object::toString)
                .toList();
        return urls.isEmpty() ? Map.of() : urls;
    }

    static Reply clear(Call call) {
        call.take(call.address(call.client()), new Act.Cleared(call.author()));
        return Reply.SUCCESS;
    }
}
