package io.miscord.platform.images;

import java.nio.charset.StandardCharsets;

/**
 * What can be known of a GIF without reading its pixels: the size of its first picture, which is the one taken. Pure.
 */
final class Gif {
    static final byte[] SIGNATURE = "GIF8".getBytes(StandardCharsets.US_ASCII);

    private static final int SCREEN = 6;
    private static final int HEAD = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int HAS_COLOURS = 0x80;
    private static final int COLOURS = 0x07;

    private Gif() {}

    static Source of(byte[] bytes) {
        int at = HEAD + colours(Bytes.u8(bytes, SCREEN + 4));
        while (Bytes.u8(bytes, at) == EXTENSION) {
            at += 2;
            while (Bytes.u8(bytes, at) != 0) {
                at += 1 + Bytes.u8(bytes, at);
            }
            at++;
        }
        if (Bytes.u8(bytes, at) != IMAGE) {
            throw Source.unusable();
        }
        // The picture lies on a screen of its own size; what is shown of it is at most both.
        int width = Bytes.u16low(bytes, at + 5);
        int height = Bytes.u16low(bytes, at + 7);
        return new Source(Source.Format.GIF, bytes, width, height, 1);
    }

    private static int colours(int flags) {
        return (flags & HAS_COLOURS) == 0 ? 0 : 3 << ((flags & COLOURS) + 1);
    }
}
