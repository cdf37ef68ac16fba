package io.miscord.platform.images;

import java.awt.image.BufferedImage;

/**
 * Makes an image smaller: each new pixel is the mean of what it covers of the old ones, by how much it covers of each
 * and how opaque that is. And turns it as it was held. Needs no screen and nothing that draws. Pure.
 */
final class Scale {
    private static final int CHANNELS = 4;
    private static final int OPAQUE = 255;

    private Scale() {}

    /** The image at this size, which is at most its own. */
    static BufferedImage scaled(BufferedImage image, int width, int height) {
        boolean seeThrough = image.getColorModel().hasAlpha();
        int rows = image.getHeight();
        // First every row becomes narrower, then every column shorter.
        var narrow = new float[rows * width * CHANNELS];
        var row = new int[image.getWidth()];
        var wide = new float[image.getWidth() * CHANNELS];
        for (int y = 0; y < rows; y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            unpack(row, wide);
            shrink(wide, 0, CHANNELS, row.length, narrow, y * width * CHANNELS, CHANNELS, width);
        }
        var small = new float[width * height * CHANNELS];
        for (int x = 0; x < width; x++) {
            int step = width * CHANNELS;
            shrink(narrow, x * CHANNELS, step, rows, small, x * CHANNELS, step, height);
        }
        var type = seeThrough ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        var scaled = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                scaled.setRGB(x, y, packed(small, (y * width + x) * CHANNELS));
            }
        }
        return scaled;
    }

    /** The image upright; {@code orientation} as EXIF numbers where its first row and column were. */
    static BufferedImage upright(BufferedImage image, int orientation) {
        if (orientation == 1) {
            return image;
        }
        int right = image.getWidth() - 1;
        int bottom = image.getHeight() - 1;
        boolean lies = orientation >= 5;
        var turned = new BufferedImage(
                lies ? image.getHeight() : image.getWidth(),
                lies ? image.getWidth() : image.getHeight(),
                image.getType());
        for (int y = 0; y <= bottom; y++) {
            for (int x = 0; x <= right; x++) {
                int rgb = image.getRGB(x, y);
                switch (orientation) {
                    case 2 -> turned.setRGB(right - x, y, rgb);
                    case 3 -> turned.setRGB(right - x, bottom - y, rgb);
                    case 4 -> turned.setRGB(x, bottom - y, rgb);
                    case 5 -> turned.setRGB(y, x, rgb);
                    case 6 -> turned.setRGB(bottom - y, x, rgb);
                    case 7 -> turned.setRGB(bottom - y, right - x, rgb);
                    default -> turned.setRGB(y, right - x, rgb);
                }
            }
        }
        return turned;
    }

    /** Colours weigh as much as they are opaque: what cannot be seen must not tint what can. */
    private static void unpack(int[] argb, float[] into) {
        for (int x = 0; x < argb.length; x++) {
            float alpha = argb[x] >>> 24;
            int at = x * CHANNELS;
            into[at] = alpha;
            into[at + 1] = ((argb[x] >> 16) & 0xFF) * alpha;
            into[at + 2] = ((argb[x] >> 8) & 0xFF) * alpha;
            into[at + 3] = (argb[x] & 0xFF) * alpha;
        }
    }

    private static int packed(float[] from, int at) {
        float alpha = from[at];
        if (alpha <= 0) {
            return 0;
        }
        int packed = Math.clamp(Math.round(alpha), 0, OPAQUE) << 24;
        for (int channel = 1; channel < CHANNELS; channel++) {
            int value = Math.clamp(Math.round(from[at + channel] / alpha), 0, OPAQUE);
            packed |= value << (8 * (CHANNELS - 1 - channel));
        }
        return packed;
    }

    /** One line of pixels, a row or a column, to fewer: {@code step} apart in its array, from {@code at} on. */
    private static void shrink(float[] from, int at, int step, int length, float[] into, int to, int next, int fewer) {
        double covers = (double) length / fewer;
        for (int i = 0; i < fewer; i++) {
            double start = i * covers;
            double end = Math.min(length, start + covers);
            for (int old = (int) start; old < end; old++) {
                float share = (float) ((Math.min(end, old + 1) - Math.max(start, old)) / covers);
                for (int channel = 0; channel < CHANNELS; channel++) {
                    into[to + i * next + channel] += share * from[at + old * step + channel];
                }
            }
        }
    }
}
