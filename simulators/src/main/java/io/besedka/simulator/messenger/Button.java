package io.besedka.simulator.messenger;

import tools.jackson.databind.JsonNode;

/**
 * A button as the phone shows it. {@code payload} is what comes back when it is pressed, {@code url} for links,
 * {@code colour} any CSS colour or one of primary, positive, negative; {@code raw} is the provider's JSON as it was
 * sent. Strings may be empty, never null.
 */
public record Button(String label, Press press, String payload, String url, String colour, JsonNode raw) {
    /** What pressing does. */
    public enum Press {
        /** Says something in the person's name. */
        SAY,
        /** Tells the account quietly. */
        CALLBACK,
        /** Opens an address; nobody is told. */
        LINK,
        /** Shares the person's own phone number. */
        PHONE,
        /** Shares a place. */
        LOCATION,
        /** Something this page cannot do: payment, mini application. */
        OTHER
    }

    public static Button say(String label, String payload) {
        return new Button(label, Press.SAY, payload, "", "", null);
    }

    public static Button callback(String label, String payload) {
        return new Button(label, Press.CALLBACK, payload, "", "", null);
    }

    public static Button link(String label, String url) {
        return new Button(label, Press.LINK, "", url, "", null);
    }

    public static Button of(Press press, String label, String payload) {
        return new Button(label, press, payload, "", "", null);
    }

    public Button coloured(String other) {
        return new Button(label, press, payload, url, other, raw);
    }

    public Button as(JsonNode sent) {
        return new Button(label, press, payload, url, colour, sent);
    }
}
