package io.besedka.channel.meta;

import io.besedka.channel.Files;
import io.besedka.platform.clock.Clock;
import java.net.URI;

/**
 * Messages to a Facebook page. A connection's secrets are {@code token} (the page's) and {@code app_secret}, with which Meta signs what it
 * posts; {@code webhook_secret} is the word we tell Meta for its question whether an address is ours. Settings: {@code app_id}, and {@code
 * human_agent} = {@code yes} where Meta lets people answer for seven days instead of one.
 */
public final class MessengerAdapter extends MetaAdapter {
    public static final URI HOSTED = GRAPH;

    public MessengerAdapter(URI apiRoot, Files files, Clock clock) {
        super(Network.MESSENGER, apiRoot, files, clock);
    }
}
