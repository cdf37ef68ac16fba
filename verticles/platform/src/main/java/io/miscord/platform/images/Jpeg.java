package io.miscord.platform.images;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What can be known of a JPEG without reading its pixels, and the parts of it that are picture. Pure. */
final class Jpeg {
    static final byte[] SIGNATURE = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    /**
     * A picture is drawn in some ten layers, each of which is the work of all of its pixels: so many pixels are drawn
     * at most, and so many layers of a small one.
     */
    private static final long MOST_DRAWN = 160_000_000;

    private static final int MOST_SCANS = 64;

    private static final int MARK = 0xFF;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int EXIF = 0xE1;
    private static final int[] KEPT_APPS = {0xE0, 0xEE};
    private static final byte[] EXIF_NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final ByteArrayOutputStream kept;
    private int at = 2;
    private int width;
    private int height;
    private int orientation = 1;
    private int scans;

    private Jpeg(byte[] bytes) {
        this.bytes = bytes;
        this.kept = new ByteArrayOutputStream(bytes.length);
    }

    static Source of(byte[] bytes) {
        var jpeg = new Jpeg(bytes);
        jpeg.kept.write(bytes, 0, 2);
        while (jpeg.next()) {
            // what the condition does is the work
        }
        return new Source(Source.Format.JPEG, jpeg.kept.toByteArray(), jpeg.width, jpeg.height, jpeg.orientation);
    }

    /** The next part; false at the end. */
    private boolean next() {
        if (Bytes.u8(bytes, at) != MARK) {
            throw Source.unusable();
        }
        int mark = Bytes.u8(bytes, at + 1);
        if (mark == MARK) { // filled up
            at++;
            return true;
        }
        if (mark == END) {
            kept.write(bytes, at, 2);
            return false;
        }
        int length = 2 + Bytes.u16(bytes, at + 2);
        if (mark < 0xC0 || (mark >= 0xD0 && mark <= 0xD8) || length < 4 || length > bytes.length - at) {
            throw Source.unusable();
        }
        if (isFrame(mark)) {
            frame();
        } else if (mark == EXIF && orientation == 1) {
            orientation = orientation(at + 4, at + length);
        }
        int from = at;
        at += length;
        if (mark == SCAN) {
            scan();
        }
        if (isImage(mark)) {
            kept.write(bytes, from, at - from);
        }
        return true;
    }

    private void frame() {
        if (width != 0) {
            throw Source.unusable(); // a second picture in it, of another size
        }
        height = Bytes.u16(bytes, at + 5);
        width = Bytes.u16(bytes, at + 7);
    }

    /** Goes to the end of the packed pixels: a mark that is neither a byte in them nor a place to begin anew. */
    private void scan() {
        if (++scans > MOST_SCANS || width == 0) {
            throw Source.unusable();
        }
        if ((long) scans * width * height > MOST_DRAWN) {
            throw ProblemException.of(Refusal.TOO_MANY_PIXELS, MOST_DRAWN / MOST_SCANS / 1_000_000);
        }
        while (true) {
            while (Bytes.u8(bytes, at) != MARK) {
                at++;
            }
            int mark = Bytes.u8(bytes, at + 1);
            if (mark != 0 && mark != MARK && (mark < 0xD0 || mark > 0xD7)) {
                return;
            }
            at += mark == MARK ? 1 : 2;
        }
    }

    private static boolean isFrame(int mark) {
        return mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC;
    }

    private static boolean isImage(int mark) {
        return mark < 0xE0 || mark == KEPT_APPS[0] || mark == KEPT_APPS[1];
    }

    /** How the camera was held; 1 where it does not say, or says it in a way that cannot be read. */
    private int orientation(int from, int to) {
        try {
            if (!Arrays.equals(bytes, from, from + EXIF_NAME.length, EXIF_NAME, 0, EXIF_NAME.length)) {
                return 1;
            }
            int start = from + EXIF_NAME.length;
            boolean low = Bytes.u8(bytes, start) == 'I';
            long fields = start + word(start + 4, low);
            if (fields + 2 > to) {
                return 1;
            }
            int count = half((int) fields, low);
            for (int i = 0; i < count && fields + 14 + 12L * i <= to; i++) {
                int field = (int) fields + 2 + 12 * i;
                if (half(field, low) == 0x0112) {
                    int value = half(field + 8, low);
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
            return 1;
        } catch (IndexOutOfBoundsException cut) {
            return 1;
        }
    }

    private int half(int place, boolean low) {
        return low ? Bytes.u16low(bytes, place) : Bytes.u16(bytes, place);
    }

    private long word(int place, boolean low) {
        long first = half(place, low);
        long second = half(place + 2, low);
        return low ? (second << 16) | first : (first << 16) | second;
    }
}
