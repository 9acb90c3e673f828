package io.besedka.simulator.whatsapp;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Update;
import tools.jackson.databind.node.ObjectNode;

/** What became of a message of ours, one status a post. */
final class Statuses {
    private Statuses() {}

    static Update of(Chat chat, Bubble bubble, String status) {
        var told = statusOf(chat, bubble, status);
        return chat.account().updates().post(chat, WhatsAppDeeds.STATUS, statuses(chat, told));
    }

    static Update failed(Chat chat, Bubble bubble, int code, String title, String details) {
        var told = statusOf(chat, bubble, "failed");
        var error = told.putArray("errors")
                .addObject()
                .put("code", code)
                .put("title", title)
                .put("message", title);
        error.putObject("error_data").put("details", details);
        return chat.account().updates().post(chat, WhatsAppDeeds.STATUS, statuses(chat, told));
    }

    private static ObjectNode statusOf(Chat chat, Bubble bubble, String status) {
        var told = Json.object()
                .put("id", bubble.id())
                .put("status", status)
                .put("timestamp", WhatsAppDeeds.seconds(chat));
        if (!WhatsAppDeeds.hidesPhone(chat))
            told.put("recipient_id", chat.person().id());
        told.put("recipient_user_id", WhatsAppDeeds.userId(chat));
        var note = bubble.extra().path("note").asString("");
        if (!note.isEmpty()) told.put("biz_opaque_callback_data", note);
        if (status.equals("sent")) {
            told.putObject("pricing")
                    .put("billable", false)
                    .put("pricing_model", "PMP")
                    .put("type", "regular")
                    .put("category", "service");
        }
        return told;
    }

    private static ObjectNode statuses(Chat chat, ObjectNode status) {
        var value = WhatsAppDeeds.value(chat.account());
        value.putArray("statuses").add(status);
        return WhatsAppDeeds.envelope(chat.account(), "messages", value);
    }
}
