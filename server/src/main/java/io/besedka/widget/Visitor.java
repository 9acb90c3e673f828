package io.besedka.widget;

import io.besedka.channel.Connection;
import io.besedka.conversation.Address;
import io.besedka.conversation.Profile;

/** One browser on one site. */
record Visitor(Connection connection, String id) {
    Address address() {
        return new Address.OfClient(connection.projectId(), connection.id(), id, Profile.UNKNOWN);
    }
}
