package io.miscord.node.scenarios;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Images to send. */
public final class SampleImages {
    private SampleImages() {}

    /** A PNG of one colour. */
    public static byte[] square(int side, int colour) {
        try {
            var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < side * side; i++) {
                image.setRGB(i % side, i / side, colour);
            }
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
