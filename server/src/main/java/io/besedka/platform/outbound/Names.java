package io.besedka.platform.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves a name once, for the very connection it is asked for: what is checked here is what is connected to, so a
 * name that changes its address between a look and the connection gains nothing.
 */
record Names(AddressPolicy policy, Lookup lookup) implements SocketAddressResolver {
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        Thread.startVirtualThread(() -> {
            try {
                promise.succeeded(permitted(host, port));
            } catch (UnknownHostException | RuntimeException e) {
                promise.failed(e);
            }
        });
    }

    /** Throws {@link RefusedCall} when the name leads to no permitted address; a name that leads nowhere is not refused. */
    void check(String host) {
        try {
            permitted(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, 1);
        } catch (UnknownHostException unknown) {
            // It may be known later, and is judged anew at each call.
        }
    }

    private List<InetSocketAddress> permitted(String host, int port) throws UnknownHostException {
        var all = lookup.addressesOf(host);
        var permitted = new ArrayList<InetSocketAddress>();
        for (var address : all) {
            if (policy.permits(address)) {
                permitted.add(new InetSocketAddress(named(host, address), port));
            }
        }
        if (permitted.isEmpty()) {
            throw new RefusedCall("the address is not on the public internet");
        }
        return permitted;
    }

    /** The address with the name beside it, by which TLS names and verifies the other side. */
    private static InetAddress named(String host, InetAddress address) throws UnknownHostException {
        return InetAddress.getByAddress(host, address.getAddress());
    }
}
