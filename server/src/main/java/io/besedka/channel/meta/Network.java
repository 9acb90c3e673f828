package io.besedka.channel.meta;

import io.besedka.channel.Capabilities;
import java.util.List;

/**
 * What differs between the two.
 *
 * @param word the channel
 * @param object how webhooks call it
 * @param fields what the app is to be told of
 */
record Network(String word, String name, String object, List<String> fields, Capabilities capabilities, Limits limits) {
    /**
     * @param onAddress whether media go by an address of ours where there is one; otherwise they are uploaded
     * @param uploads what an upload must name beside the file, or empty
     */
    record Limits(boolean onAddress, String uploads, long picture) {}

    static final Network MESSENGER = new Network(
            "messenger",
            "Messenger",
            "page",
            List.of(
                    "messages",
                    "messaging_postbacks",
                    "messaging_referrals",
                    "message_deliveries",
                    "message_reads",
                    "message_reactions",
                    "message_echoes",
                    "message_edits",
                    "feed"),
            MetaLimits.MESSENGER,
            new Limits(false, "", MetaLimits.PICTURE));

    static final Network INSTAGRAM = new Network(
            "instagram",
            "Instagram",
            "instagram",
            List.of(
                    "messages",
                    "messaging_postbacks",
                    "messaging_referral",
                    "messaging_seen",
                    "message_reactions",
                    "comments"),
            MetaLimits.INSTAGRAM,
            new Limits(true, "instagram", MetaLimits.PICTURE));

    boolean isInstagram() {
        return this == INSTAGRAM;
    }
}
