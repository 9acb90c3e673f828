package io.besedka.platform.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a customer's URL may lead to: those of the public internet, and what the administrator allowed
 * besides. The refused ranges are IANA's special-purpose registries, read 2026-01.
 */
record AddressPolicy(List<AddressRange> allowed) {
    private static final List<AddressRange> SPECIAL_4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Everything else that is special lies outside of the one range that is given out. */
    private static final List<AddressRange> GLOBAL_6 = ranges("2000::/3");

    /** Within it: documentation, and Teredo and 6to4, which carry any IPv4 address inside. */
    private static final List<AddressRange> SPECIAL_6 = ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    boolean permits(InetAddress address) {
        var plain = unmapped(address);
        if (isIn(allowed, plain)) {
            return true;
        }
        return plain instanceof Inet4Address
                ? !isIn(SPECIAL_4, plain)
                : isIn(GLOBAL_6, plain) && !isIn(SPECIAL_6, plain);
    }

    /** The IPv4 address within an IPv4-mapped IPv6 address. */
    private static InetAddress unmapped(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length != 16) {
            return address;
        }
        var zeros = 0;
        while (zeros < 12 && bytes[zeros] == 0) {
            zeros++;
        }
        var isMapped = zeros == 10 && bytes[10] == -1 && bytes[11] == -1;
        try {
            return isMapped ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16)) : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... all) {
        return Stream.of(all).map(AddressRange::parse).toList();
    }
}
