package io.besedka.channel.meta;

import io.besedka.channel.Files;
import io.besedka.platform.clock.Clock;
import java.net.URI;

/**
 * Messages to a professional Instagram account: through the Facebook page it is linked to, or by a login with Instagram, whose tokens go
 * to Instagram's own host. Secrets and settings are those of {@link MessengerAdapter}.
 */
public final class InstagramAdapter extends MetaAdapter {
    public static final URI HOSTED = GRAPH;

    public InstagramAdapter(URI apiRoot, Files files, Clock clock) {
        super(Network.INSTAGRAM, apiRoot, files, clock);
    }
}
