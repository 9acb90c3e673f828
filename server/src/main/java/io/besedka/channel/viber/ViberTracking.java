package io.besedka.channel.viber;

/**
 * What our messages carry in {@code tracking_data} and Viber gives back with what the client writes next: the mark of the link by which the
 * client came, or that the client was asked for a phone number.
 */
final class ViberTracking {
    static final int TAG_LIMIT = 64;
    static final String PHONE_ASKED = "phone";
    private static final String TAG = "tag:";

    private ViberTracking() {}

    static String ofTag(String tag) {
        return TAG + tag;
    }

    /** Null when it is none. */
    static String tag(String tracking) {
        boolean holds = tracking.startsWith(TAG)
                && tracking.length() > TAG.length()
                && tracking.length() <= TAG.length() + TAG_LIMIT;
        return holds ? tracking.substring(TAG.length()) : null;
    }
}
