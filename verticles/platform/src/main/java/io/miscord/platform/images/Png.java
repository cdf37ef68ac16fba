package io.miscord.platform.images;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What can be known of a PNG without reading its pixels, and the parts of it that are picture. Pure. */
final class Png {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /** The rest may be packed texts and profiles, each small here and huge unpacked. */
    private static final Set<String> IMAGE = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private static final int NAME = 4;
    private static final int HEAD = 8;
    private static final int FRAME = 12;

    private Png() {}

    static Source of(byte[] bytes) {
        var kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, SIGNATURE.length);
        int at = SIGNATURE.length;
        if (!"IHDR".equals(name(bytes, at))) {
            throw Source.unusable();
        }
        int width = Bytes.s32(bytes, at + HEAD);
        int height = Bytes.s32(bytes, at + HEAD + 4);
        while (true) {
            int length = Bytes.s32(bytes, at);
            if (length < 0 || length > bytes.length - at - FRAME) {
                throw Source.unusable();
            }
            var name = name(bytes, at);
            if (IMAGE.contains(name)) {
                kept.write(bytes, at, FRAME + length);
            }
            if (name.equals("IEND")) {
                return new Source(Source.Format.PNG, kept.toByteArray(), width, height, 1);
            }
            at += FRAME + length;
        }
    }

    private static String name(byte[] bytes, int at) {
        return new String(bytes, at + 4, NAME, StandardCharsets.ISO_8859_1);
    }
}
