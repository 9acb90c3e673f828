package io.besedka.delivery;

import io.besedka.channel.Recipient;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The provider's ids of clients. They never change, so the latest used are remembered. */
final class Recipients {
    private static final int LIMIT = 100_000;

    private final DeliveryStore store;
    private final Map<ConversationKey, Recipient> known =
            Collections.synchronizedMap(new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ConversationKey, Recipient> eldest) {
                    return size() > LIMIT;
                }
            });

    Recipients(DeliveryStore store) {
        this.store = store;
    }

    /** @param afresh where the reply path matters, which changes with what the client writes */
    Optional<Recipient> of(ConversationKey key, boolean afresh) {
        var recipient = afresh ? null : known.get(key);
        if (recipient != null) {
            return Optional.of(recipient);
        }
        var found = store.recipient(key).map(one -> new Recipient(key, one.externalId(), one.replyPath()));
        if (!afresh) {
            found.ifPresent(one -> known.put(key, one));
        }
        return found;
    }
}
