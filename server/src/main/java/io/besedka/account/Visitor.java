package io.besedka.account;

import io.besedka.platform.http.Exchange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where somebody signs in from. */
record Visitor(String address, String agent) {
    private static final int AGENT_LIMIT = 300;

    static Visitor of(Exchange exchange) {
        var agent = exchange.header("User-Agent");
        var shown = agent == null ? "" : agent.replaceAll("\\p{Cntrl}", "");
        return new Visitor(exchange.remoteAddress(), shown.substring(0, Math.min(AGENT_LIMIT, shown.length())));
    }

    /** What attempts are counted by: a home has one IPv4 address but 2^64 of IPv6. */
    String network() {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
                    : address;
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }
}
