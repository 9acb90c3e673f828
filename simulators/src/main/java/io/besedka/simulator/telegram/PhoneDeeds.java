package io.besedka.simulator.telegram;

import io.besedka.simulator.Params;

/** What the phone page and scripts ask a person to do, by the last word of the path. */
final class PhoneDeeds {
    private PhoneDeeds() {}

    static void act(Person person, String deed, Params params) {
        switch (deed) {
            case "start" -> person.starts(payload(params));
            case "write" -> write(person, params);
            case "edit" -> person.edits(message(person, params), text(params));
            case "react" -> person.reacts(message(person, params), params.text("emoji"));
            case "press" -> press(person, params);
            case "file" -> file(person, params);
            case "location" -> person.sendsLocation(decimal(params, "latitude"), decimal(params, "longitude"));
            case "phone" -> person.sharesPhone(params.text("phone"));
            case "contact" -> person.sendsContact(params.text("name"), params.text("phone"));
            case "block" -> person.blocks();
            case "unblock" -> person.unblocks();
            default -> throw new IllegalArgumentException("no such deed");
        }
    }

    private static String payload(Params params) {
        var payload = params.text("payload");
        if (!payload.matches("[A-Za-z0-9_-]{0,64}"))
            throw new IllegalArgumentException("a start payload is up to 64 of A-Z a-z 0-9 _ -");
        return payload;
    }

    private static String text(Params params) {
        var text = params.text("text");
        if (text.isBlank()) throw new IllegalArgumentException("an empty message");
        return text;
    }

    private static void write(Person person, Params params) {
        if (params.has("reply_to")) person.repliesTo(message(person, "reply_to", params), text(params));
        else person.writes(text(params));
    }

    private static void press(Person person, Params params) {
        if (params.has("message_id")) person.presses(message(person, params), params.text("label"));
        else person.presses(params.text("label"));
    }

    private static void file(Person person, Params params) {
        var upload = params.uploads().get("file");
        if (upload == null || upload.content().length == 0) throw new IllegalArgumentException("an empty file");
        var content = upload.content();
        var attachment = switch (params.text("kind")) {
            case "photo" -> Attachment.photo(content);
            case "video" -> Attachment.video(upload.fileName(), content);
            case "voice" -> Attachment.voice(content);
            case "audio" -> Attachment.audio(upload.fileName(), content);
            case "video_note" -> Attachment.videoNote(content);
            case "animation" -> Attachment.animation(upload.fileName(), content);
            case "sticker" -> Attachment.sticker(content);
            default -> Attachment.document(upload.fileName(), content);
        };
        attachment = attachment.withCaption(params.text("caption"));
        if (params.has("reply_to")) person.repliesTo(message(person, "reply_to", params), attachment);
        else person.sends(attachment);
    }

    private static Message message(Person person, Params params) {
        return message(person, "message_id", params);
    }

    private static Message message(Person person, String name, Params params) {
        long id = params.number(name, 0);
        return person.messages().stream()
                .filter(message -> message.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such message"));
    }

    private static double decimal(Params params, String name) {
        try {
            return Double.parseDouble(params.text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number");
        }
    }
}
