package io.miscord.platform.http;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who is at the other end of a request.
 *
 * @param address their network address
 * @param secure whether they came by https
 * @param origin the origin they asked, such as {@code https://chat.example.org}; empty when they named none
 */
public record Client(String address, boolean secure, String origin) {
    private static final int NETWORK_BYTES = 8;

    /**
     * What limits are counted by: the address, or of IPv6 the first 64 bits, for whoever has one such address has all
     * of them.
     */
    public String counted() {
        return Networks.literal(address)
                .filter(found -> found.getAddress().length > NETWORK_BYTES)
                .map(found -> HexFormat.of().formatHex(Arrays.copyOf(found.getAddress(), NETWORK_BYTES)))
                .orElse(address);
    }
}
