package io.besedka.broadcast;

import io.besedka.conversation.DeliveryStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How far one recipient's message got. In the column {@code broadcast_recipients.status} by its code, up to the handing over; what comes
 * then its delivery knows, and the two are read as one. The migration's comment calls the column's part RecipientStatus.
 */
public enum RecipientState {
    WAITING(0),
    /** The message stands in the conversation. Of the row alone: people are told how far the message's delivery got. */
    HANDED_OVER(1),
    /** The turn did not take it; the row says why. */
    DECLINED(2),
    CANCELLED(3),
    /** Its delivery failed and is to be tried again. */
    RESENDING(4),
    /** A variable left a place of the template empty, and the turn did not take it. In a dry run: it would be so. */
    EMPTY_PARAMETER(5),

    // left out when the broadcast was planned
    OPTED_OUT(10),
    BLOCKED(11),
    CONNECTION_PAUSED(12),
    CONNECTION_REMOVED(13),
    WINDOW_CLOSED(14),
    CANNOT_WRITE_FIRST(15),
    UNKNOWN_CLIENT(16),
    SAME_PERSON(17),
    /** It is an approved template, and the channel has none. */
    NO_TEMPLATES(18),

    // handed over, and how far its delivery got
    QUEUED(100 + DeliveryStatus.QUEUED.ordinal()),
    SENDING(100 + DeliveryStatus.SENDING.ordinal()),
    UNKNOWN(100 + DeliveryStatus.UNKNOWN.ordinal()),
    FAILED(100 + DeliveryStatus.FAILED.ordinal()),
    SENT(100 + DeliveryStatus.SENT.ordinal()),
    DELIVERED(100 + DeliveryStatus.DELIVERED.ordinal()),
    READ(100 + DeliveryStatus.READ.ordinal()),
    WITHDRAWN(100 + DeliveryStatus.CANCELLED.ordinal());

    /** Of {@code r} joined with its delivery {@code d} and its conversation {@code v}, which knows how far clients have fetched. */
    static final String SQL = """
            case when r.status <> 1 then r.status
                 when d.status is not null then 100 + d.status
                 when r.seq > 0 and v.client_read_seq >= r.seq then 106
                 when r.seq > 0 and v.client_seq >= r.seq then 105
                 else 104 end""";

    final int code;

    RecipientState(int code) {
        this.code = code;
    }

    static RecipientState of(int code) {
        return Arrays.stream(values())
                .filter(state -> state.code == code)
                .findFirst()
                .orElseThrow();
    }

    public boolean isExcluded() {
        return code >= OPTED_OUT.code && code < QUEUED.code;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those a word names: one state, or {@code errors} (declined, with an empty parameter, failed, in doubt) or {@code excluded}. Empty when it names none. */
    public static List<RecipientState> named(String word) {
        return Arrays.stream(values())
                .filter(state -> switch (word) {
                    case "errors" ->
                        state == DECLINED || state == EMPTY_PARAMETER || state == FAILED || state == UNKNOWN;
                    case "excluded" -> state.isExcluded();
                    default -> state != HANDED_OVER && state.word().equals(word);
                })
                .toList();
    }
}
