package io.besedka.broadcast;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** To whom a broadcast goes. A list is read when the broadcast starts, so that a scheduled one reaches who is in it by then. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Audience.OfList.class, name = "list"),
    @JsonSubTypes.Type(value = Audience.OfClients.class, name = "clients"),
    @JsonSubTypes.Type(value = Audience.OfPlatformIds.class, name = "platform_ids")
})
public sealed interface Audience {
    record OfList(long list) implements Audience {}

    /** @param clients our numbers of clients, which are their conversations' too; at most {@link BroadcastLimits#IDS} */
    record OfClients(List<Long> clients) implements Audience {
        public OfClients {
            clients = List.copyOf(clients);
        }
    }

    /** @param platformIds what the provider calls the clients of this connection; at most {@link BroadcastLimits#IDS} */
    record OfPlatformIds(long connection, List<String> platformIds) implements Audience {
        public OfPlatformIds {
            platformIds = List.copyOf(platformIds);
        }
    }
}
