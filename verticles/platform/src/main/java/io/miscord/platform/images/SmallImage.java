package io.miscord.platform.images;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture made of an image that somebody sent: its pixels alone, scaled, as a PNG that was written here. Nothing of
 * what was sent is in it but what can be seen. Computes for up to a second and takes some 100 MB meanwhile: for a
 * worker thread, one at a time.
 */
final class SmallImage {
    /** So many times larger than it becomes is an image read at most; of larger ones only each nth pixel is. */
    private static final int READ_LARGER = 4;

    private SmallImage() {}

    /**
     * The picture as PNG, of at most some 300 KB.
     *
     * @throws io.miscord.platform.ProblemException UNSUPPORTED or TOO_LARGE, as {@link Source#of}
     */
    static byte[] png(byte[] sent, Shape shape) {
        var source = Source.of(sent);
        try {
            var scaled = scaled(read(source, shape), shape);
            return written(Scale.upright(scaled, source.orientation()));
        } catch (IOException | RuntimeException e) { // decoders meet what is broken with anything
            throw Source.unusable();
        }
    }

    private static BufferedImage read(Source source, Shape shape) throws IOException {
        var readers = ImageIO.getImageReadersByFormatName(source.format().decoder());
        ImageReader reader = readers.next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(source.bytes()))) {
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != source.width() || reader.getHeight(0) != source.height()) {
                throw Source.unusable(); // what was looked at is not what would be read
            }
            var region = region(source, shape);
            int side = Math.max(region.width, region.height);
            int step = Math.max(1, side / (READ_LARGER * shape.side()));
            var how = reader.getDefaultReadParam();
            how.setSourceRegion(region);
            how.setSourceSubsampling(Math.min(step, region.width), Math.min(step, region.height), 0, 0);
            return reader.read(0, how);
        } finally {
            reader.dispose();
        }
    }

    private static Rectangle region(Source source, Shape shape) {
        if (!shape.isSquare()) {
            return new Rectangle(source.width(), source.height());
        }
        int side = Math.min(source.width(), source.height());
        return new Rectangle((source.width() - side) / 2, (source.height() - side) / 2, side, side);
    }

    /** Never larger than it was: whoever shows it can do that as well. */
    private static BufferedImage scaled(BufferedImage image, Shape shape) {
        int longest = Math.max(image.getWidth(), image.getHeight());
        double by = Math.min(1, (double) shape.side() / longest);
        int width = Math.max(1, (int) Math.round(image.getWidth() * by));
        int height = Math.max(1, (int) Math.round(image.getHeight() * by));
        return Scale.scaled(image, width, height);
    }

    private static byte[] written(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
