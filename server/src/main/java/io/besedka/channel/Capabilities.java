package io.besedka.channel;

import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

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
 * @param interactive what holds of messages with buttons or a list alone; null = they are like any other
 * @param captionless kinds of media that carry no text although others do
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
        boolean keyed,
        Interactive interactive,
        Set<Media> captionless) {

    public Capabilities {
        media = Map.copyOf(media);
        captionless = Set.copyOf(captionless);
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
                false,
                null,
                Set.of());
    }

    public Capabilities withTemplates() {
        return with(true, lists, keyed, interactive, captionless);
    }

    public Capabilities withLists(ListRules rules) {
        return with(templates, rules, keyed, interactive, captionless);
    }

    public Capabilities withKeyedSends() {
        return with(templates, lists, true, interactive, captionless);
    }

    public Capabilities withInteractive(Interactive rules) {
        return with(templates, lists, keyed, rules, captionless);
    }

    public Capabilities withoutCaptions(Set<Media> kinds) {
        return with(templates, lists, keyed, interactive, kinds);
    }

    private Capabilities with(
            boolean templates, ListRules lists, boolean keyed, Interactive interactive, Set<Media> captionless) {
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
                keyed,
                interactive,
                captionless);
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
    public record ButtonRules(
            int count,
            int lines,
            int perLine,
            int label,
            int payload,
            boolean url,
            boolean phone,
            boolean location,
            boolean webApp) {
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

    /**
     * What holds of messages with buttons or a list menu, where that differs from other messages. They always have a text.
     *
     * @param text the longest text, in the unit of the channel's texts
     * @param carriers the kinds of media that buttons and their text may stand on; elsewhere they follow in a message of their own
     * @param alone the kinds of buttons that can only be the one button of a message
     */
    public record Interactive(int text, Set<Media> carriers, Set<ButtonKind> alone) {
        public Interactive {
            carriers = Set.copyOf(carriers);
            alone = Set.copyOf(alone);
        }
    }

    /** So many in so long, never more; a bucket that refills evenly. {@code burst} is how many may go at once. */
    public record Rate(int count, Duration per, int burst) {}

    /** @param connection for the whole connection; @param chat for one client; either may be null */
    public record Rates(Rate connection, Rate chat, int concurrency) {}
}
