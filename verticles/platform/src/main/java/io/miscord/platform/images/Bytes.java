package io.miscord.platform.images;

import java.util.Arrays;

/** Numbers in a file; {@link IndexOutOfBoundsException} where it ends too early. Pure. */
final class Bytes {
    private Bytes() {}

    static boolean startWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    /** The high byte first. */
    static int u16(byte[] bytes, int at) {
        return (u8(bytes, at) << 8) | u8(bytes, at + 1);
    }

    /** The low byte first. */
    static int u16low(byte[] bytes, int at) {
        return u8(bytes, at) | (u8(bytes, at + 1) << 8);
    }

    /** The high byte first; negative when it is 2 GB or more. */
    static int s32(byte[] bytes, int at) {
        return (u16(bytes, at) << 16) | u16(bytes, at + 2);
    }
}
