package io.besedka.platform.outbound;

import java.net.InetAddress;
import java.util.Arrays;

/** A range of addresses in CIDR notation, {@code 10.0.0.0/8}, or a single one. */
public record AddressRange(InetAddress first, int bits) {

    /** Throws IllegalArgumentException for anything but a literal address with an optional number of bits. */
    public static AddressRange parse(String text) {
        var parts = text.split("/", 2);
        try {
            var first = InetAddress.ofLiteral(parts[0]);
            var most = first.getAddress().length * 8;
            var bits = parts.length == 2 ? Integer.parseInt(parts[1]) : most;
            if (bits >= 0 && bits <= most) {
                return new AddressRange(first, bits);
            }
        } catch (IllegalArgumentException malformed) {
            // Refused below.
        }
        throw new IllegalArgumentException("must be an address or a range such as 10.0.0.0/8");
    }

    boolean contains(InetAddress address) {
        var one = first.getAddress();
        var other = address.getAddress();
        if (one.length != other.length) {
            return false;
        }
        var whole = bits / 8;
        if (!Arrays.equals(one, 0, whole, other, 0, whole)) {
            return false;
        }
        var rest = 8 - bits % 8;
        return rest == 8 || (one[whole] & 0xff) >> rest == (other[whole] & 0xff) >> rest;
    }
}
