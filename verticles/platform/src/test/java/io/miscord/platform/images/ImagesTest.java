package io.miscord.platform.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made of images, and which are refused before anything reads their pixels. */
class ImagesTest {
    private static final int RGB = BufferedImage.TYPE_INT_RGB;
    private static final int ARGB = BufferedImage.TYPE_INT_ARGB;
    private static final String SCRIPT = "<script>alert(document.cookie)</script>";

    @Test
    void the_middle_of_an_image_becomes_a_square_icon() {
        for (var format : List.of("png", "jpeg", "gif")) {
            var icon = made(Samples.written(Samples.flag(900, 400, RGB), format), Shape.ICON);
            assertThat(icon.getWidth()).as(format).isEqualTo(256);
            assertThat(icon.getHeight()).isEqualTo(256);
            assertThat(near(icon.getRGB(20, 100), 0xFF0000)).as(format).isTrue();
            assertThat(near(icon.getRGB(235, 100), 0x0000FF)).as(format).isTrue();
        }
    }

    @Test
    void an_emoji_stays_whole_and_nothing_becomes_larger() {
        var wide = made(Samples.written(Samples.flag(600, 300, RGB), "png"), Shape.EMOJI);
        assertThat(wide.getWidth()).isEqualTo(128);
        assertThat(wide.getHeight()).isEqualTo(64);
        var small = made(Samples.written(Samples.flag(20, 10, RGB), "png"), Shape.EMOJI);
        assertThat(small.getWidth()).isEqualTo(20);
        assertThat(small.getRGB(3, 3)).isEqualTo(0xFFFF0000);
        var thin = made(Samples.written(Samples.flag(9_000, 1, RGB), "png"), Shape.EMOJI);
        assertThat(thin.getHeight()).isEqualTo(1);
        assertThat(made(Samples.written(Samples.flag(1, 1, RGB), "gif"), Shape.ICON)
                        .getWidth())
                .isEqualTo(1);
    }

    @Test
    void what_is_transparent_stays_so_and_tints_nothing() {
        var image = new BufferedImage(512, 512, ARGB);
        for (int y = 0; y < 512; y++) {
            for (int x = 0; x < 512; x++) {
                image.setRGB(x, y, x % 2 == 0 ? 0xFFFFFFFF : 0x00FF0000);
            }
        }
        var icon = made(Samples.written(image, "png"), Shape.ICON);
        assertThat(icon.getRGB(100, 100) >>> 24).isBetween(127, 128);
        assertThat(icon.getRGB(100, 100) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    @Test
    void each_pixel_of_a_large_image_counts() {
        var image = new BufferedImage(512, 512, RGB);
        for (int y = 0; y < 512; y++) {
            for (int x = 0; x < 512; x++) {
                image.setRGB(x, y, (x + y) % 2 == 0 ? 0xFFFFFF : 0);
            }
        }
        var icon = made(Samples.written(image, "png"), Shape.ICON);
        assertThat(near(icon.getRGB(17, 200), 0x808080)).isTrue();
    }

    @Test
    void a_photo_is_shown_as_the_camera_was_held() {
        var jpeg = Samples.written(Samples.flag(400, 400, RGB), "jpeg");
        // Left is red; where red is when it is turned, by EXIF's numbers.
        var reds =
                new int[][] {{60, 128}, {200, 128}, {200, 128}, {60, 128}, {128, 60}, {128, 60}, {128, 200}, {128, 200}
                };
        for (int orientation = 1; orientation <= 8; orientation++) {
            var held = Samples.with(jpeg, 0xE1, Samples.held(orientation, orientation % 2 == 0));
            var red = reds[orientation - 1];
            assertThat(near(made(held, Shape.ICON).getRGB(red[0], red[1]), 0xFF0000))
                    .as("held as %d", orientation)
                    .isTrue();
        }
        assertThat(made(Samples.with(jpeg, 0xE1, Samples.held(9, true)), Shape.ICON)
                        .getWidth())
                .isEqualTo(256);
    }

    @Test
    void nothing_but_the_picture_is_left() {
        var jpeg = Samples.written(Samples.flag(300, 300, RGB), "jpeg");
        var secret = ("Exif\0\0GPS 59.9 30.3 " + SCRIPT).getBytes(StandardCharsets.US_ASCII);
        var png = Samples.written(Samples.flag(300, 300, RGB), "png");
        var gif = Samples.written(Samples.flag(300, 300, RGB), "gif");
        for (var sent : List.of(
                Samples.with(Samples.with(jpeg, 0xE1, secret), 0xFE, secret),
                joined(jpeg, secret),
                joined(png, secret),
                joined(gif, secret))) {
            var left = new String(SmallImage.png(sent, Shape.ICON), StandardCharsets.ISO_8859_1);
            assertThat(left).doesNotContain("script", "GPS", "Exif");
        }
    }

    @Test
    void what_is_no_image_that_is_taken_is_refused() throws IOException {
        var png = Samples.written(Samples.flag(300, 300, RGB), "png");
        var others = new ArrayList<byte[]>();
        for (var text : List.of(
                "",
                "x",
                SCRIPT,
                "<!DOCTYPE html><img>",
                "GIF89a=1/*",
                "BM6",
                "RIFF....WEBPVP8 ",
                "\u0089PNG",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")) {
            others.add(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        others.add(Samples.written(Samples.flag(30, 30, RGB), "bmp"));
        others.add(Samples.png(0, 10, 2));
        others.add(Samples.png(-1, 10, 2));
        others.add(Arrays.copyOf(png, 60));
        for (var other : others) {
            assertThat(refusal(other))
                    .as(new String(other, StandardCharsets.ISO_8859_1))
                    .isEqualTo(Refusal.NOT_AN_IMAGE);
        }
    }

    @Test
    @Timeout(20)
    void a_bomb_is_refused_by_what_it_says_of_itself() {
        for (var size : new int[][] {{60_000, 60_000}, {1, 1_000_000_000}, {Integer.MAX_VALUE, 2}, {4_001, 4_000}}) {
            assertThat(refusal(Samples.png(size[0], size[1], 6))).isEqualTo(Refusal.TOO_MANY_PIXELS);
        }
        var gif = Samples.written(Samples.flag(30, 30, RGB), "gif");
        var at = new String(gif, StandardCharsets.ISO_8859_1).indexOf(",\0\0\0\0");
        Arrays.fill(gif, at + 5, at + 9, (byte) 0xFF);
        assertThat(refusal(gif)).isEqualTo(Refusal.TOO_MANY_PIXELS);
    }

    @Test
    @Timeout(20)
    void what_is_packed_beside_the_picture_is_never_unpacked() {
        var palette = Samples.chunk("PLTE", new byte[] {1, 2, 3, 4, 5, 6});
        var packed = Samples.deflated(new byte[200_000_000]);
        var text = joined("Comment\0\0".getBytes(StandardCharsets.US_ASCII), packed);
        var bomb = Samples.png(300, 300, 3, palette, Samples.chunk("zTXt", text), Samples.chunk("iCCP", text));
        assertThat(Source.of(bomb).bytes()).hasSizeLessThan(3_000);
        assertThat(made(bomb, Shape.ICON).getWidth()).isEqualTo(256);
    }

    @Test
    @Timeout(20)
    void a_jpeg_of_thousands_of_layers_is_refused() {
        var jpeg = Samples.written(Samples.flag(64, 64, RGB), "jpeg");
        int scan = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00FF\u00DA");
        var layers = new ByteArrayOutputStream();
        layers.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 5_000; i++) {
            layers.write(jpeg, scan, 14);
            layers.write(0);
        }
        layers.write(jpeg, jpeg.length - 2, 2);
        assertThat(refusal(layers.toByteArray())).isEqualTo(Refusal.NOT_AN_IMAGE);
    }

    /** Each layer is the work of all pixels: a large image may have ten, and a small one many. */
    @Test
    @Timeout(20)
    void a_large_jpeg_of_many_layers_is_refused_and_a_small_one_is_not() {
        assertThat(refusal(layered(4_000, 4_000, 11))).isEqualTo(Refusal.TOO_MANY_PIXELS);
        assertThat(Source.of(layered(4_000, 4_000, 10)).width()).isEqualTo(4_000);
        assertThat(Source.of(layered(1_500, 1_500, 64)).width()).isEqualTo(1_500);
        assertThat(refusal(layered(1_500, 1_500, 65))).isEqualTo(Refusal.NOT_AN_IMAGE);
    }

    /** A JPEG that says that it is of this size, and has so many layers of a few bytes. */
    private static byte[] layered(int width, int height, int layers) {
        var jpeg = Samples.written(Samples.flag(64, 64, RGB), "jpeg");
        var text = new String(jpeg, StandardCharsets.ISO_8859_1);
        int frame = text.indexOf("\u00FF\u00C0");
        int scan = text.indexOf("\u00FF\u00DA");
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
        var bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, jpeg.length - 2);
        for (int i = 1; i < layers; i++) {
            bytes.write(jpeg, scan, 14);
            bytes.write(0);
        }
        bytes.write(jpeg, jpeg.length - 2, 2);
        return bytes.toByteArray();
    }

    @Test
    void whatever_is_broken_is_refused_and_breaks_nothing() {
        long seed = Long.getLong("miscord.seed", System.nanoTime());
        System.err.println("seed " + seed);
        var chance = new Random(seed);
        for (var format : List.of("png", "jpeg", "gif")) {
            var whole = Samples.written(Samples.flag(70, 50, RGB), format);
            for (int i = 0; i < 700; i++) {
                var broken = Arrays.copyOf(whole, i % 3 == 0 ? chance.nextInt(whole.length) : whole.length);
                for (int j = 0; j < i % 5 && broken.length > 0; j++) {
                    broken[chance.nextInt(broken.length)] = (byte) chance.nextInt();
                }
                try {
                    assertThat(SmallImage.png(broken, Shape.EMOJI)).isNotEmpty();
                } catch (ProblemException refused) {
                    assertThat(refused.problem().reason()).isIn(Refusal.NOT_AN_IMAGE, Refusal.TOO_MANY_PIXELS);
                }
            }
        }
    }

    @Test
    void no_event_loop_is_kept_and_only_so_many_wait() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var images = new Images(vertx);
            var large = Buffer.buffer(Samples.written(Samples.flag(1_500, 1_500, RGB), "png"));
            var made = new ArrayList<Future<Buffer>>();
            var turned = io.vertx.core.Promise.<Duration>promise();
            vertx.runOnContext(run -> {
                long from = System.nanoTime();
                for (int i = 0; i < 20; i++) {
                    made.add(images.png(large, Shape.ICON));
                }
                vertx.runOnContext(next -> turned.complete(Duration.ofNanos(System.nanoTime() - from)));
            });
            turned.future().await(30, TimeUnit.SECONDS);
            assertThat(made.getFirst().isComplete())
                    .as("the loop went on before the first was made")
                    .isFalse();
            Future.join(made).otherwiseEmpty().await(60, TimeUnit.SECONDS);
            assertThat(made.stream().filter(Future::succeeded)).hasSize(16);
            assertThat(((ProblemException) made.getLast().cause()).problem().reason())
                    .isEqualTo(Refusal.BUSY);
            assertThat(images.png(large, Shape.EMOJI)
                            .await(30, TimeUnit.SECONDS)
                            .length())
                    .isPositive();
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }

    private static BufferedImage made(byte[] sent, Shape shape) {
        try {
            return ImageIO.read(new ByteArrayInputStream(SmallImage.png(sent, shape)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refusal refusal(byte[] sent) {
        var thrown = new ArrayList<ProblemException>();
        assertThatThrownBy(() -> SmallImage.png(sent, Shape.ICON))
                .isInstanceOfSatisfying(ProblemException.class, thrown::add);
        return thrown.getFirst().problem().reason();
    }

    private static boolean near(int rgb, int wanted) {
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs(((rgb >> shift) & 0xFF) - ((wanted >> shift) & 0xFF)) > 12) {
                return false;
            }
        }
        return true;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
