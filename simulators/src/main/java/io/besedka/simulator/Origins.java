package io.besedka.simulator;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses registered under one origin (such as https://shop.example) and delivered to another (on loopback). */
public final class Origins {
    private final Map<String, URI> leads = new ConcurrentHashMap<>();

    public void lead(String origin, URI to) {
        leads.put(origin, to);
    }

    public boolean leads(URI url) {
        return leads.containsKey(origin(url));
    }

    /** Where to post what was registered under this address. */
    public URI target(URI url) {
        var to = leads.get(origin(url));
        if (to == null) return url;
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(to.getScheme() + "://" + to.getAuthority() + url.getRawPath() + query);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
