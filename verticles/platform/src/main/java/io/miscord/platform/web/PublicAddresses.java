package io.miscord.platform.web;

/**
 * Which addresses of the internet are anybody's. All others are refused: one's own machine and network, those of a
 * provider's customers, of links, of many at once, of documents and tests, and every form in which an address of the
 * old kind is wrapped into one of the new. Pure.
 */
public final class PublicAddresses {
    private static final int OLD = 4;
    private static final int NEW = 16;

    /** First byte, second, third, fourth, and how many bits of them count. */
    private static final int[][] NOT_PUBLIC = {
        {0, 0, 0, 0, 8}, // this network
        {10, 0, 0, 0, 8}, // private
        {100, 64, 0, 0, 10}, // a provider's customers
        {127, 0, 0, 0, 8}, // this machine
        {169, 254, 0, 0, 16}, // this link, and what clouds tell their machines
        {172, 16, 0, 0, 12}, // private
        {192, 0, 0, 0, 24}, // of protocols
        {192, 0, 2, 0, 24}, // of documents
        {192, 31, 196, 0, 24}, // of name servers' sinks
        {192, 52, 193, 0, 24}, // of multicast's relays
        {192, 88, 99, 0, 24}, // of 6to4's relays
        {192, 168, 0, 0, 16}, // private
        {192, 175, 48, 0, 24}, // of name servers' sinks
        {198, 18, 0, 0, 15}, // of measurements
        {198, 51, 100, 0, 24}, // of documents
        {203, 0, 113, 0, 24}, // of documents
        {224, 0, 0, 0, 4}, // to many
        {240, 0, 0, 0, 4}, // for later, and to all
    };

    private PublicAddresses() {}

    /** Whether an address, its highest byte first, is anybody's; false for what is no address. */
    public static boolean isPublic(byte[] address) {
        return switch (address.length) {
            case OLD -> isPublicOld(address);
            case NEW -> isPublicNew(address);
            default -> false;
        };
    }

    private static boolean isPublicOld(byte[] address) {
        int whole = word(address, 0) << 16 | word(address, 2);
        for (var block : NOT_PUBLIC) {
            int start = block[0] << 24 | block[1] << 16 | block[2] << 8 | block[3];
            int counts = -1 << (32 - block[4]);
            if ((whole & counts) == start) {
                return false;
            }
        }
        return true;
    }

    /** Of the new kind 2000::/3 alone was ever given to anybody; mapped, translated and link addresses lie outside. */
    private static boolean isPublicNew(byte[] address) {
        int first = word(address, 0);
        int second = word(address, 2);
        boolean given = first >>> 13 == 1;
        boolean ofProtocols = first == 0x2001 && second < 0x200; // Teredo among them
        boolean ofDocuments = (first == 0x2001 && second == 0xDB8) || (first == 0x3FFF && second < 0x1000);
        boolean sixToFour = first == 0x2002;
        boolean ofSinks = first == 0x2620 && second == 0x4F && word(address, 4) == 0x8000;
        // Made of an address of the old kind, whichever network it stands behind.
        boolean tunnel = (word(address, 8) & 0xFDFF) == 0 && word(address, 10) == 0x5EFE;
        return given && !ofProtocols && !ofDocuments && !sixToFour && !ofSinks && !tunnel;
    }

    private static int word(byte[] address, int at) {
        return (address[at] & 0xFF) << 8 | (address[at + 1] & 0xFF);
    }
}
