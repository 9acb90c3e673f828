package io.besedka.channel.vk;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Which addresses that VK hands out are called: the API's own host, and public names over HTTPS, never a neighbour of this server. VK's
 * servers for files bear many names and new ones come, so they are not listed.
 */
final class VkHosts {
    private static final Set<String> PRIVATE = Set.of("localhost", "local", "internal", "lan", "home", "intranet", "corp");

    private VkHosts() {}

    static boolean isSane(String url, URI root) {
        try {
            var uri = URI.create(url);
            return uri.getHost() != null && uri.getUserInfo() == null && (isRoot(uri, root) || isPublic(uri));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isRoot(URI uri, URI root) {
        return root.getScheme().equals(uri.getScheme())
                && root.getHost().equalsIgnoreCase(uri.getHost())
                && root.getPort() == uri.getPort();
    }

    private static boolean isPublic(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        var top = host.substring(host.lastIndexOf('.') + 1);
        // A literal address ends in a number, or in the bracket of version 6.
        boolean named = host.contains(".") && top.matches("[a-z][a-z0-9-]*") && !PRIVATE.contains(top);
        return "https".equals(uri.getScheme()) && named && (uri.getPort() == -1 || uri.getPort() == 443);
    }
}
