package io.besedka.simulator.messenger;

import io.besedka.simulator.Params;
import java.util.List;

/** What the phone page and scripts ask a person to do, by the last word of the path. */
final class PhoneDeeds {
    private static final int TEXT_LIMIT = 20_000;

    private PhoneDeeds() {}

    static void act(Person person, String deed, Params params) {
        switch (deed) {
            case "start" -> person.starts(limited(params, "payload", 512));
            case "write" -> write(person, params);
            case "edit" -> person.edits(bubble(person, "message", params), text(params));
            case "delete" -> person.deletes(bubble(person, "message", params));
            case "react" -> person.reacts(bubble(person, "message", params), limited(params, "emoji", 32));
            case "press" -> press(person, params);
            case "pick" -> person.picks(params.text("row"));
            case "file" -> file(person, params);
            case "location" -> person.sendsLocation(decimal(params, "latitude", 90), decimal(params, "longitude", 180));
            case "phone" -> phone(person);
            case "contact" -> person.sendsContact(limited(params, "name", 64), limited(params, "phone", 20));
            case "read" -> person.reads();
            case "type" -> person.types();
            case "outside" -> person.hearsFromOutside(text(params));
            case "block" -> person.blocks();
            case "unblock" -> person.unblocks();
            default -> throw new IllegalArgumentException("no such deed");
        }
    }

    private static void write(Person person, Params params) {
        var content = Content.text(text(params))
                .withSubject(limited(params, "subject", 998))
                .withComment(limited(params, "comment", 200));
        if (!content.subject().isEmpty()) person.needs(Can.SUBJECT);
        if (!content.comment().isEmpty()) person.needs(Can.COMMENT);
        if (params.has("reply_to")) person.needs(Can.REPLY);
        person.says(content, params.text("reply_to"));
    }

    private static void phone(Person person) {
        person.needs(Can.CONTACT);
        person.sharesPhone();
    }

    private static void press(Person person, Params params) {
        var label = params.text("label");
        if (params.has("place")) {
            var bubble = params.has("message") ? bubble(person, "message", params) : null;
            Presses.press(person, bubble, params.number("place", -1));
        } else if (params.has("message")) person.presses(bubble(person, "message", params), label);
        else person.presses(label);
    }

    private static void file(Person person, Params params) {
        var upload = params.uploads().get("file");
        if (upload == null || upload.content().length == 0) throw new IllegalArgumentException("an empty file");
        var kind = Kind.of(params.text("kind"));
        person.needs(Can.send(kind));
        var attachment = person.chat().account().messenger().files().keep(kind, upload);
        var content = Content.text(limited(params, "caption", TEXT_LIMIT))
                .with(List.of(attachment))
                .withSubject(limited(params, "subject", 998));
        person.says(content, params.text("reply_to"));
    }

    private static Bubble bubble(Person person, String name, Params params) {
        return person.chat().find(params.text(name)).orElseThrow(() -> new IllegalArgumentException("no such message"));
    }

    private static String text(Params params) {
        var text = limited(params, "text", TEXT_LIMIT);
        if (text.isBlank()) throw new IllegalArgumentException("an empty message");
        return text;
    }

    private static String limited(Params params, String name, int most) {
        var text = params.text(name);
        if (text.length() > most) throw new IllegalArgumentException(name + " has at most " + most + " characters");
        return text;
    }

    private static double decimal(Params params, String name, double most) {
        try {
            double number = Double.parseDouble(params.text(name));
            if (Math.abs(number) <= most) return number;
        } catch (NumberFormatException e) {
            // Refused below like a number out of range.
        }
        throw new IllegalArgumentException(name + " is a number of degrees");
    }
}
