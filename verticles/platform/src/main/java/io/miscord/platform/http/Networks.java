package io.miscord.platform.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A set of networks, such as {@code 10.0.0.0/8} or {@code fd00::/8}; a bare address is a network of one. Only literal
 * addresses are read, no name is ever looked up. Immutable.
 */
public final class Networks {
    private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    /** The networks of these texts; {@link IllegalArgumentException} for what is none. */
    public static Networks of(List<String> texts) {
        return new Networks(texts.stream().map(Network::of).toList());
    }

    /** Whether an address is in one of them; what is no literal address is in none. */
    public boolean contains(String address) {
        return literal(address)
                .map(found -> networks.stream().anyMatch(network -> network.contains(found.getAddress())))
                .orElse(false);
    }

    /** Whether an address is this machine's own loopback. */
    public static boolean isLoopback(String address) {
        return literal(address).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** The address of a text, without the zone of a link-local one; IPv4 in IPv6 clothes is IPv4. */
    static Optional<InetAddress> literal(String text) {
        // "10.1" is an address to some, and not the same one to all.
        if (text.indexOf(':') < 0 && !DOTTED.matcher(text).matches()) {
            return Optional.empty();
        }
        int zone = text.indexOf('%');
        try {
            return Optional.of(InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone)));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private record Network(InetAddress prefix, int bits) {
        static Network of(String text) {
            int slash = text.indexOf('/');
            var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int all = address.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException(text + " has more bits than an address");
            }
            return new Network(address, bits);
        }

        boolean contains(byte[] address) {
            var network = prefix.getAddress();
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if (((address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
