package io.besedka.platform.outbound;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of what a customer typed: a URL that may be called, and headers that may be sent along. */
final class Typed {
    private static final int LONGEST_URL = 8192;
    private static final Pattern URL = Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*)(#.*)?");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "expect",
            "te",
            "trailer",
            "proxy-authorization",
            "proxy-connection",
            "keep-alive");

    private Typed() {}

    /** The URL in plain ASCII. Throws RefusedCall: not http, with a password, without a host, malformed. */
    static URI url(String text) {
        var match = URL.matcher(text);
        if (text.length() > LONGEST_URL || !match.matches()) {
            throw new RefusedCall("not an http or https URL");
        }
        if (match.group(2).contains("@")) {
            throw new RefusedCall("a URL must not carry a user or password");
        }
        var scheme = match.group(1).toLowerCase(Locale.ROOT);
        try {
            var uri = new URI(new URI(scheme + "://" + ascii(match.group(2)) + match.group(3)).toASCIIString());
            if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
                throw new RefusedCall("the URL names no host");
            }
            return uri;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new RefusedCall("the URL is malformed");
        }
    }

    static void method(String method) {
        if (!METHOD.matcher(method).matches() || method.equals("CONNECT") || method.equals("TRACE")) {
            throw new RefusedCall("not a method we send");
        }
    }

    static void headers(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new RefusedCall("not a header that may be set");
            }
            if (value.chars().anyMatch(letter -> letter < ' ' && letter != '\t' || letter == 127)) {
                throw new RefusedCall("a header's value has control characters");
            }
        });
    }

    /** Names outside of ASCII (пример.рф) in the form the DNS knows; an address in brackets stays. */
    private static String ascii(String authority) {
        if (authority.startsWith("[")) {
            return authority;
        }
        var colon = authority.lastIndexOf(':');
        var host = colon < 0 ? authority : authority.substring(0, colon);
        return IDN.toASCII(host) + (colon < 0 ? "" : authority.substring(colon));
    }
}
