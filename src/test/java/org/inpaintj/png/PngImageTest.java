package org.inpaintj.png;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/** PNG files of all kinds that Java's image library writes, read to the same colours as it reads them. */
class PngImageTest {

    private static final long MOST = 1_000_000;

    @ParameterizedTest
    @CsvSource({ "13, 9, grey", "13, 9, grey16", "13, 9, rgb", "13, 9, rgba", "13, 9, bit", "13, 9, two", "13, 9, four",
        "13, 9, palette", "1, 1, rgba", "2, 5, bit", "3, 1, four", "17, 4, clear" })
    void allKindsAreRead(final int width, final int height, final String kind)
            throws IOException, DataFormatException {
        final BufferedImage image = image(width, height, kind);
        final Random random = new Random(3);
        for (int b = 0; b < image.getRaster().getNumBands(); b++)
            for (int i = 0; i < width * height; i++)
                image.getRaster().setSample(i % width, i / width, b, random.nextInt(
                        1 << Math.min(16, image.getSampleModel().getSampleSize(b))));
        for (final boolean interlaced : new boolean[] { false, true }) {
            final byte[] file = file(image, interlaced);
            final BufferedImage known = ImageIO.read(new ByteArrayInputStream(file));
            final PngImage read = PngImage.read(file, MOST);
            assertEquals(width, read.width());
            assertEquals(height, read.height());
            assertEquals(known.getColorModel().hasAlpha(), read.hasAlpha(), kind);
            for (int i = 0; i < width * height; i++) {
                final int x = i % width, y = i / width;
                final boolean grey = known.getRaster().getNumBands() < 3 && !(known.getColorModel() instanceof
                        IndexColorModel);
                final int bits = known.getSampleModel().getSampleSize(0);
                for (int c = 0; c < 3; c++)
                    assertEquals(grey ? known.getRaster().getSample(x, y, 0) / (float) ((1 << bits) - 1)
                            : (known.getRGB(x, y) >> 16 - 8 * c & 0xff) / 255f, read.value(x, y, c), 1e-6f, kind + i);
                assertEquals((known.getRGB(x, y) >>> 24) / 255f, read.alpha(x, y), 1e-6f, kind + i);
            }
        }
    }

    private static BufferedImage image(final int width, final int height, final String kind) {
        final byte[] levels = new byte[16];
        for (int i = 0; i < 16; i++)
            levels[i] = (byte) (17 * i);
        final byte[] reversed = { 9, 7, 5, 3, (byte) 200, 100, 1, 2, 3, 4, 5, 6, 7, 8, 9, (byte) 255 };
        return switch (kind) {
            case "grey" -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            case "grey16" -> new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
            case "rgb" -> new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            case "rgba" -> new BufferedImage(width, height, BufferedImage.TYPE_4BYTE_ABGR);
            case "bit" -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
            case "two" -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY,
                    new IndexColorModel(2, 4, levels, reversed, levels));
            case "four" -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY,
                    new IndexColorModel(4, 16, levels, reversed, levels));
            case "clear" -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY,
                    new IndexColorModel(4, 16, levels, levels, reversed, reversed));
            default -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED);
        };
    }

    private static byte[] file(final BufferedImage image, final boolean interlaced) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        final ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        }
        writer.dispose();
        return out.toByteArray();
    }

    @Test
    void textsComeBack() throws DataFormatException, IOException {
        final int[] rgb = { 0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0, 0x102030 };
        final byte[] file = PngBytes.of(rgb, 3, 2, List.of(new PngBytes.Text("parameters", "ein Käfer, 甲虫"),
                new PngBytes.Text("inpaintj", "{}")));
        final PngImage read = PngImage.read(file, MOST);
        assertEquals(Map.of("parameters", "ein Käfer, 甲虫", "inpaintj", "{}"), read.texts());
        for (int i = 0; i < rgb.length; i++)
            assertEquals(0xff000000 | rgb[i], ImageIO.read(new ByteArrayInputStream(file)).getRGB(i % 3, i / 3));
        assertFalse(read.hasAlpha());
    }

    /** Each is refused in words; none takes the memory that it claims. */
    @Test
    void damagedFilesAreRefused() throws IOException {
        final byte[] good = file(image(20, 20, "rgba"), false);
        final Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            final byte[] bad = Arrays.copyOf(good, i % 3 == 0 ? random.nextInt(good.length) : good.length);
            for (int k = 0; k < 3 && bad.length > 0; k++)
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            try {
                PngImage.read(bad, MOST);
            } catch (final DataFormatException e) {
                assertTrue(e.getMessage().startsWith("it"), e.getMessage());
            }
        }
        assertTrue(assertThrows(DataFormatException.class, () -> PngImage.read(good, 399)).getMessage()
                .contains("20 x 20"));
        assertEquals("it is a web page", assertThrows(DataFormatException.class,
                () -> PngImage.read("<html>".getBytes(), MOST)).getMessage());
        assertEquals("it is a JPEG", assertThrows(DataFormatException.class, () -> PngImage.read(
                new byte[] { -1, -40, -1, -32, 0 }, MOST)).getMessage());
    }
}
