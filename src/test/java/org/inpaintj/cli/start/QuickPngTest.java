package org.inpaintj.cli.start;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.imagej.file.PngFile;
import org.inpaintj.inpaint.record.PngTexts;

/** Against ImageJ's own reading, with an encoder that uses every prediction. */
class QuickPngTest {

    private static final QuickPng PNG = new QuickPng();

    @TempDir
    Path folder;

    @Test
    void readsWhatImageJReads() throws IOException {
        final Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            final int width = 1 + random.nextInt(20), height = 1 + random.nextInt(12), samples = round % 2 == 0 ? 3 : 1;
            final Path file = folder.resolve("image.png");
            Files.write(file, encode(random, width, height, samples));
            final ImageProcessor read = PNG.read(file);
            assertNotNull(read);
            assertSame(IJ.openImage(file.toString()).getProcessor(), read);
        }
    }

    @Test
    void imageJReadsWhatIsWritten() throws IOException {
        final Random random = new Random(4);
        for (final ImageProcessor ip : new ImageProcessor[] { new ByteProcessor(1, 1), new ByteProcessor(13, 7),
                new ColorProcessor(1, 9), new ColorProcessor(300, 200) }) {
            for (int i = 0; i < ip.getPixelCount(); i++)
                ip.set(i, ip instanceof ColorProcessor ? 0xff000000 | random.nextInt(1 << 24) : random.nextInt(256));
            final Path file = folder.resolve("image.png");
            assertTrue(PNG.write(ip, file));
            assertSame(ip, IJ.openImage(file.toString()).getProcessor());
            assertSame(ip, PNG.read(file));
        }
    }

    @Test
    void itReadsPastTexts() throws IOException {
        final Path file = folder.resolve("image.png");
        final ColorProcessor ip = new ColorProcessor(9, 7);
        ip.noise(50);
        assertTrue(PNG.write(ip, file));
        PngTexts.write(file, List.of("{}"));
        assertEquals(List.of("{}"), PngTexts.read(file));
        assertSame(ip, PNG.read(file));
    }

    /** What the command line writes with and without this codec. */
    @Test
    void bothWaysWriteTheSameKindsOfFile() throws IOException {
        final Random random = new Random(7);
        final ShortProcessor deep = new ShortProcessor(5, 4);
        final ByteProcessor inverted = new ByteProcessor(5, 4);
        inverted.invertLut();
        for (final ImageProcessor ip : new ImageProcessor[] { new ByteProcessor(5, 4), new ColorProcessor(5, 4), deep,
                inverted }) {
            for (int i = 0; i < ip.getPixelCount(); i++)
                ip.set(i, ip instanceof ColorProcessor ? 0xff000000 | random.nextInt(1 << 24) : random.nextInt(256));
            final Path plain = folder.resolve("plain.png"), quick = folder.resolve("quick.png");
            PngFile.write(new ImagePlus("", ip), plain);
            try {
                PngFile.install(PNG);
                PngFile.write(new ImagePlus("", ip), quick);
            } finally {
                PngFile.install(null);
            }
            assertArrayEquals(header(plain), header(quick));
            assertArrayEquals(pixels(plain), pixels(quick));
        }
    }

    /** Size, depth and kind of colour. */
    private static byte[] header(final Path file) throws IOException {
        return Arrays.copyOfRange(Files.readAllBytes(file), 16, 29);
    }

    private static Object[] pixels(final Path file) {
        return new Object[] { IJ.openImage(file.toString()).getProcessor().getPixels() };
    }

    @Test
    void otherKindsAreLeftToImageJ() throws IOException {
        final Path file = folder.resolve("image.png");
        for (final int type : new int[] { BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_BINARY }) {
            ImageIO.write(new BufferedImage(5, 4, type), "png", file.toFile());
            assertNull(PNG.read(file));
        }
        Files.writeString(file, "no image");
        assertNull(PNG.read(file));
        Files.delete(file);
        final ByteProcessor inverted = new ByteProcessor(5, 4);
        inverted.invertLut();
        assertFalse(PNG.write(inverted, file));
        assertFalse(PNG.write(new ShortProcessor(5, 4), file));
        assertFalse(Files.exists(file));
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        final byte[] whole = encode(new Random(5), 9, 6, 3);
        final Path file = folder.resolve("image.png");
        for (int length = 33; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(IOException.class, () -> PNG.read(file));
        }
    }

    @Test
    void damageIsNoticed() throws IOException {
        final byte[] bytes = encode(new Random(6), 9, 6, 3);
        final Path file = folder.resolve("image.png");
        Arrays.fill(bytes, 43, 60, (byte) 0x5a);
        Files.write(file, bytes);
        assertThrows(IOException.class, () -> PNG.read(file));
        Files.write(file, encode(new Random(6), 9, 6, 3, 7));
        assertThrows(IOException.class, () -> PNG.read(file));
    }

    private static void assertSame(final ImageProcessor expected, final ImageProcessor actual) {
        assertEquals(expected.getClass(), actual.getClass());
        assertEquals(expected.getWidth(), actual.getWidth());
        assertEquals(expected.isDefaultLut(), actual.isDefaultLut());
        if (expected instanceof ByteProcessor)
            assertArrayEquals((byte[]) expected.getPixels(), (byte[]) actual.getPixels());
        else
            assertArrayEquals((int[]) expected.getPixels(), (int[]) actual.getPixels());
        assertEquals(new ImagePlus("", expected).getType(), new ImagePlus("", actual).getType());
    }

    /** Random samples in two data chunks; each row's filter is drawn, or the given one. */
    private static byte[] encode(final Random random, final int width, final int height, final int samples,
            final int... filter) throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < height; y++) {
                // any bytes are a valid row, whatever its filter
                deflater.write(filter.length > 0 ? filter[0] : random.nextInt(5));
                final byte[] row = new byte[samples * width];
                random.nextBytes(row);
                deflater.write(row);
            }
        }
        final byte[] data = packed.toByteArray();
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final DataOutputStream file = new DataOutputStream(out);
        file.writeLong(0x89504e470d0a1a0aL);
        final ByteArrayOutputStream header = new ByteArrayOutputStream();
        final DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] { 8, (byte) (samples == 3 ? 2 : 0), 0, 0, 0 });
        chunk(file, "IHDR", header.toByteArray());
        chunk(file, "IDAT", Arrays.copyOf(data, data.length / 2));
        chunk(file, "IDAT", Arrays.copyOfRange(data, data.length / 2, data.length));
        chunk(file, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(final DataOutputStream out, final String kind, final byte[] data) throws IOException {
        final CRC32 crc = new CRC32();
        crc.update(kind.getBytes());
        crc.update(data);
        out.writeInt(data.length);
        out.writeBytes(kind);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
