package org.inpaintj.engine.remote.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Plane;

/** Against Java's own reader, which is libjpeg's. */
class JpegPictureTest {

    private static byte[] written(final int width, final int height, final boolean grey, final boolean progressive,
            final float quality) throws IOException {
        final BufferedImage image = new BufferedImage(width, height, grey ? BufferedImage.TYPE_BYTE_GRAY
                : BufferedImage.TYPE_INT_RGB);
        final Random random = new Random(4);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                final int wave = (int) (100 + 80 * Math.sin(x / 9.0) * Math.cos(y / 7.0)), noise = random.nextInt(20);
                image.setRGB(x, y, wave + noise << 16 | (x * 255 / width) << 8 | 255 - wave);
            }
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality);
        if (progressive)
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({ "64, 48, false, false, 0.9", "67, 41, false, false, 0.3", "67, 41, false, true, 0.9",
        "130, 77, false, true, 0.5", "33, 9, true, false, 0.8", "33, 70, true, true, 0.8", "1, 1, false, false, 0.9" })
    void itIsWhatOthersRead(final int width, final int height, final boolean grey, final boolean progressive,
            final float quality) throws Exception {
        final byte[] jpeg = written(width, height, grey, progressive, quality);
        assertTrue(JpegPicture.isOne(jpeg));
        final List<Plane> read = JpegPicture.read(jpeg);
        final BufferedImage expected = ImageIO.read(new ByteArrayInputStream(jpeg));
        assertEquals(List.of(width, height), List.of(read.get(0).width(), read.get(0).height()));
        double sum = 0, most = 0;
        for (int c = 0; c < 3; c++)
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) {
                    final double there = grey ? expected.getRaster().getSample(x, y, 0)
                            : expected.getRGB(x, y) >> 16 - 8 * c & 0xff;
                    final double off = Math.abs(255 * read.get(c).at(x, y) - there);
                    sum += off;
                    most = Math.max(most, off);
                }
        assertTrue(most <= 3 && sum / (3.0 * width * height) < 0.6, most + " at most, " + sum / 3 / width / height);
    }

    /** Cut off, claiming too much, or with any byte wrong: an exception or some picture, and never anything else. */
    @Test
    void damageIsSaidOrShown() throws IOException {
        for (final boolean progressive : new boolean[] { false, true }) {
            final byte[] jpeg = written(40, 30, false, progressive, 0.7f);
            assertThrows(DataFormatException.class, () -> JpegPicture.read(Arrays.copyOf(jpeg, 30)));
            final Random random = new Random(9);
            for (int i = 0; i < 300; i++) {
                final byte[] wrong = i % 3 == 0 ? Arrays.copyOf(jpeg, 20 + random.nextInt(jpeg.length - 20))
                        : jpeg.clone();
                wrong[2 + random.nextInt(wrong.length - 2)] = (byte) random.nextInt(256);
                try {
                    assertEquals(3, JpegPicture.read(wrong).size());
                } catch (final DataFormatException e) {
                    assertTrue(!e.getMessage().isBlank());
                }
            }
            final byte[] large = jpeg.clone();
            for (int i = 2; i < large.length - 9; i++)
                if ((large[i] & 0xff) == 0xff && ((large[i + 1] & 0xff) == 0xc0 || (large[i + 1] & 0xff) == 0xc2)) {
                    Arrays.fill(large, i + 5, i + 9, (byte) 0xff);
                    break;
                }
            assertTrue(assertThrows(DataFormatException.class, () -> JpegPicture.read(large)).getMessage()
                    .contains("65535 x 65535"));
        }
    }
}
