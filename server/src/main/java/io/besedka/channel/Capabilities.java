package io.besedka.channel;

import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;

/**
 * What a channel can carry; the planner and the lanes obey it, so that adapters stay thin. Sizes are bytes unless the unit says so.
 *
 * @param text the longest text of one message
 * @param caption the longest text beside a media part; 0 = media carry no text
 * @param media the largest file of each kind that can be sent; a kind that is absent is sent as FILE, or as a link where that is absent too
 * @param album how many media go together in one message; 1 = none do
 * @param window how long after the client's last message we may write freely; null = always
 * @param templates whether the provider has approved templates, which alone may be sent outside the window
 * @param lists how large a list menu may be; null = its rows become buttons
 * @param keyed whether a send carries a key by which the provider knows a repeated one: then a lost answer is simply sent again
 */
public record Capabilities(
        Limit text,
        int caption,
        Map<Media, Long> media,
        int album,
        ButtonRules inlineButtons,
        ButtonRules replyButtons,
        boolean location,
        boolean contactCard,
        boolean edit,
        boolean delete,
        boolean reactions,
        boolean typing,
        boolean deliveredStatus,
        boolean readStatus,
        boolean writeFirst,
        Duration window,
        Rates rates,
        boolean templates,
        ListRules lists,
        boolean keyed) {

    public Capabilities {
        media = Map.copyOf(media);
    }

    /** Of a channel without templates, list menus and keys. */
    public Capabilities(
            Limit text,
            int caption,
            Map<Media, Long> media,
            int album,
            ButtonRules inlineButtons,
            ButtonRules replyButtons,
            boolean location,
            boolean contactCard,
            boolean edit,
            boolean delete,
            boolean reactions,
            boolean typing,
            boolean deliveredStatus,
            boolean readStatus,
            boolean writeFirst,
            Duration window,
            Rates rates) {
        this(
                text,
                caption,
                media,
                album,
                inlineButtons,
                replyButtons,
                location,
                contactCard,
                edit,
                delete,
                reactions,
                typing,
                deliveredStatus,
                readStatus,
                writeFirst,
                window,
                rates,
                false,
                null,
                false);
    }

    public Capabilities withTemplates() {
        return with(true, lists, keyed);
    }

    public Capabilities withLists(ListRules rules) {
        return with(templates, rules, keyed);
    }

    public Capabilities withKeyedSends() {
        return with(templates, lists, true);
    }

    private Capabilities with(boolean templates, ListRules lists, boolean keyed) {
        return new Capabilities(
                text,
                caption,
                media,
                album,
                inlineButtons,
                replyButtons,
                location,
                contactCard,
                edit,
                delete,
                reactions,
                typing,
                deliveredStatus,
                readStatus,
                writeFirst,
                window,
                rates,
                templates,
                lists,
                keyed);
    }

    public enum Unit {
        /** UTF-16 units, as Java and most providers count. */
        CHARACTERS,
        /** UTF-8 bytes. */
        BYTES
    }

    public record Limit(int size, Unit unit) {}

    /**
     * What a keyboard may be. {@link #NONE} where the channel has no such buttons.
     *
     * @param label the longest label in characters; longer ones are cut with an ellipsis
     * @param payload the longest payload in bytes; at least 24, the longest {@code PressKey}
     */
    public record ButtonRules(int count, int lines, int perLine, int label, int payload, boolean url, boolean phone, boolean location, boolean webApp) {
        public static final ButtonRules NONE = new ButtonRules(0, 0, 0, 0, 0, false, false, false, false);

        public boolean exist() {
            return count > 0;
        }
    }

    /**
     * What a list menu may be, in characters where it is about texts. Rows beyond {@code rows} make the menu fall back to buttons.
     *
     * @param open the label that opens the list
     */
    public record ListRules(int rows, int sections, int open, int sectionTitle, int title, int description) {}

    /** So many in so long, never more; a bucket that refills evenly. {@code burst} is how many may go at once. */
    public record Rate(int count, Duration per, int burst) {}

    /** @param connection for the whole connection; @param chat for one client; either may be null */
    public record Rates(Rate connection, Rate chat, int concurrency) {}
}
