package io.miscord.platform.images;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import java.util.Locale;

/**
 * An image as somebody sent it, looked at before any decoder is let near it: of a kind that is taken, of a size that
 * can be held, and without all that is not picture (names of places and cameras, colour profiles, texts, and whatever
 * stands behind its end). Only then its pixels are read. Pure.
 */
final class Source {
    /** More pixels are not read, whatever they would become. */
    static final long MOST_PIXELS = 16_000_000;

    private static final int LONGEST_SIDE = 16_384;

    private final Format format;
    private final byte[] bytes;
    private final int width;
    private final int height;
    private final int orientation;

    /**
     * What was found.
     *
     * @param bytes what of it the decoder is given
     * @param width in pixels, as it is stored
     * @param height in pixels, as it is stored
     * @param orientation how it was held, 1 to 8 as EXIF has it; 1 is upright
     */
    Source(Format format, byte[] bytes, int width, int height, int orientation) {
        this.format = format;
        this.bytes = bytes;
        this.width = width;
        this.height = height;
        this.orientation = orientation;
    }

    /** A kind of image that is taken; by its first bytes, never by what somebody says it is. */
    enum Format {
        PNG,
        JPEG,
        GIF;

        /** What the decoder is called. */
        String decoder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Looks at an image; UNSUPPORTED when it is none that is taken, TOO_LARGE when it has too many pixels. */
    static Source of(byte[] bytes) {
        Source source;
        try {
            if (Bytes.startWith(bytes, Png.SIGNATURE)) {
                source = Png.of(bytes);
            } else if (Bytes.startWith(bytes, Jpeg.SIGNATURE)) {
                source = Jpeg.of(bytes);
            } else if (Bytes.startWith(bytes, Gif.SIGNATURE)) {
                source = Gif.of(bytes);
            } else {
                throw unusable();
            }
        } catch (IndexOutOfBoundsException cut) {
            throw unusable();
        }
        if (source.width < 1 || source.height < 1) {
            throw unusable();
        }
        long pixels = (long) source.width * source.height;
        if (pixels > MOST_PIXELS || Math.max(source.width, source.height) > LONGEST_SIDE) {
            throw ProblemException.of(Refusal.TOO_MANY_PIXELS, MOST_PIXELS / 1_000_000);
        }
        return source;
    }

    Format format() {
        return format;
    }

    /** What the decoder is given; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int orientation() {
        return orientation;
    }

    /** What is said of anything that is not an image as it is taken. */
    static ProblemException unusable() {
        return ProblemException.of(Refusal.NOT_AN_IMAGE);
    }
}
