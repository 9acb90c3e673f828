package io.besedka.platform.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Plain sockets to hosts that customers typed, for what is not HTTP: they connect to public addresses only, and to what the administrator
 * allowed besides. The address judged is the one connected to. TLS is laid over them by the caller.
 */
public final class GuardedSockets extends SocketFactory {
    private final Predicate<InetAddress> permitted;

    private GuardedSockets(Predicate<InetAddress> permitted) {
        this.permitted = permitted;
    }

    /** @param allowed private addresses that may be called nevertheless */
    public static GuardedSockets of(List<AddressRange> allowed) {
        return new GuardedSockets(new AddressPolicy(allowed)::permits);
    }

    /** To nothing but the allowed addresses: for what would be careless over the internet. */
    public static GuardedSockets only(List<AddressRange> allowed) {
        return new GuardedSockets(address -> allowed.stream().anyMatch(range -> range.contains(address)));
    }

    @Override
    public Socket createSocket() {
        return new Guarded();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        var socket = createSocket();
        socket.connect(address);
        return socket;
    }

    /** Nothing was sent: the address is forbidden. */
    public static final class Forbidden extends IOException {
        private static final long serialVersionUID = 1;

        Forbidden() {
            super("the address is not on the public internet");
        }
    }

    private final class Guarded extends Socket {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress inet)) {
                throw new Forbidden();
            }
            if (!inet.isUnresolved() && !permitted.test(inet.getAddress())) {
                throw new Forbidden();
            }
            super.connect(endpoint, timeout);
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }
    }
}
