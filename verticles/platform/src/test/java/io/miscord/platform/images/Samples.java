package io.miscord.platform.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Images as people send them, and as they had better not. */
final class Samples {
    private Samples() {}

    /** Left half red, right half blue, below them a green line. */
    static BufferedImage flag(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, y == height - 1 ? 0xFF00FF00 : x < width / 2 ? 0xFFFF0000 : 0xFF0000FF);
            }
        }
        return image;
    }

    static byte[] written(BufferedImage image, String format) {
        try {
            var bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("no writer for " + format);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG that says it is of this size, with this between its head and its pixels, of which it has a few. */
    static byte[] png(int width, int height, int colours, byte[]... chunks) {
        var png = new ByteArrayOutputStream();
        png.writeBytes(Png.SIGNATURE);
        png.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .put((byte) colours)
                        .array()));
        for (var chunk : chunks) {
            png.writeBytes(chunk);
        }
        png.writeBytes(chunk("IDAT", deflated(new byte[1_000_000])));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    static byte[] chunk(String name, byte[] data) {
        var named = name.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(named);
        crc.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(named)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] deflated(byte[] data) {
        var deflater = new Deflater(9);
        deflater.setInput(data);
        deflater.finish();
        var packed = new byte[data.length / 500 + 1_000];
        var length = deflater.deflate(packed);
        deflater.end();
        return java.util.Arrays.copyOf(packed, length);
    }

    /** The same JPEG with something behind its first mark. */
    static byte[] with(byte[] jpeg, int mark, byte[] data) {
        return ByteBuffer.allocate(jpeg.length + data.length + 4)
                .put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) mark)
                .putShort((short) (data.length + 2))
                .put(data)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** What a camera writes into it, when it is held so. */
    static byte[] held(int orientation, boolean lowFirst) {
        var order = lowFirst ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN;
        return ByteBuffer.allocate(6 + 8 + 2 + 12 + 4)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put((lowFirst ? "II" : "MM").getBytes(StandardCharsets.US_ASCII))
                .order(order)
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
