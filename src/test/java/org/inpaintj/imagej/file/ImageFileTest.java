package org.inpaintj.imagej.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.job.ImageFormat;
import org.inpaintj.imagej.job.InpaintJobs;
import org.inpaintj.imagej.job.TestImages;
import org.inpaintj.imagej.roi.MaskReader;
import org.inpaintj.inpaint.TestEngine;

/** Damaged and hostile image files, each refused in a sentence and in no time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImageFileTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @TempDir
    Path folder;

    private static String refused(final Path path) {
        final PrintStream before = System.err;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true));
        try {
            final String message = assertThrows(InpaintException.class, () -> ImageFile.open(path)).getMessage();
            assertEquals("", printed.toString());
            return message;
        } finally {
            System.setErr(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensAsImageJDoes(final ImageFormat format) throws IOException {
        final Path path = format.write(folder);
        assertEquals(InpaintJobs.digest(IJ.openImage(path.toString())), InpaintJobs.digest(ImageFile.open(path)));
    }

    /** What is left out is at the end of a file: directories in some TIFF files, samples in others. */
    @ParameterizedTest
    @EnumSource
    void whatIsCutOffIsRefused(final ImageFormat format) throws IOException {
        final Path path = format.write(folder);
        final byte[] all = Files.readAllBytes(path);
        for (final double share : new double[] { 0.02, 0.1, 0.4, 0.7, 0.95 }) {
            if (format == ImageFormat.FITS && share > 0.9)
                // which ends in padding
                continue;
            Files.write(path, Arrays.copyOf(all, (int) (share * all.length)));
            final String message = refused(path);
            assertTrue(message.startsWith("'" + path + "' is "), message);
        }
    }

    @Test
    void directoriesThatGoRoundInCirclesAreRefused() throws IOException {
        final Path path = ImageFormat.TIFF_PLAIN.write(folder);
        final byte[] all = Files.readAllBytes(path);
        final ByteBuffer file = ByteBuffer.wrap(all)
                .order(all[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        final int first = file.getInt(4);
        file.putInt(first + 2 + 12 * file.getShort(first), first);
        Files.write(path, all);
        assertEquals("'" + path + "' is damaged and cannot be opened (its directories go round in circles).",
                refused(path));
    }

    @Test
    void compressedSamplesWithoutEndAreRefused() throws IOException {
        final Path path = ImageFormat.TIFF_DEFLATE.write(folder);
        final byte[] all = Files.readAllBytes(path);
        int refused = 0;
        for (int at = 0; at < all.length; at += 13) {
            final byte[] changed = all.clone();
            changed[at] ^= 0x55;
            Files.write(path, changed);
            try {
                ImageFile.open(path);
            } catch (final InpaintException e) {
                refused++;
            }
        }
        assertTrue(refused > all.length / 13 / 2, refused + " of " + all.length / 13);
    }

    /** Files of a few bytes whose headers claim gigabytes. */
    @ParameterizedTest
    @CsvSource({ "pgm,P5 99999 99999 255 ,is damaged", "pgm,P2 2000000000 2000000000 255 1 2,is damaged",
        "pgm,P5 999999999999 3 255 ,is damaged", "pgm,P6 -4 4 255 ,is damaged" })
    void texts(final String ending, final String text, final String says) throws IOException {
        final Path path = Files.writeString(folder.resolve("claims." + ending), text
                + "\n", StandardCharsets.ISO_8859_1);
        assertTrue(refused(path).contains(says), () -> refused(path));
    }

    @Test
    void largeClaimsAreRefused() throws IOException {
        final byte[] gif = Files.readAllBytes(ImageFormat.GIF.write(folder));
        Arrays.fill(gif, 6, 10, (byte) -1);
        assertTrue(refused(Files.write(folder.resolve("large.gif"), gif)).contains("says that its samples take"));
        for (final int width : new int[] { Integer.MAX_VALUE, 1431655766, 0, -5 })
            for (final ImageFormat format : new ImageFormat[] { ImageFormat.PNG, ImageFormat.PNG_RGB,
                    ImageFormat.PNG_ALPHA }) {
                final byte[] png = Files.readAllBytes(format.write(folder));
                ByteBuffer.wrap(png).putInt(16, width);
                refused(Files.write(folder.resolve("large.png"), png));
            }
        final byte[] bmp = Files.readAllBytes(ImageFormat.BMP.write(folder));
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 1 << 30);
        refused(Files.write(folder.resolve("large.bmp"), bmp));
        final String fits = Files.readString(ImageFormat.FITS.write(folder), StandardCharsets.ISO_8859_1);
        refused(Files.writeString(folder.resolve("large.fits"), fits.replaceFirst("(NAXIS1  = +)40", "$19999999"),
                StandardCharsets.ISO_8859_1));
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        final Path pipe = folder.resolve("pipe.tif");
        final Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        org.junit.jupiter.api.Assumptions.assumeTrue(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0);
        assertTrue(refused(pipe).startsWith("'" + pipe + "' is not a file, but a device, a pipe or a folder"));
        final String mask = assertThrows(InpaintException.class,
                () -> MaskReader.of(pipe.toString(), InpaintJobs.image(TestImages.GRAY8)))
                .getMessage();
        assertTrue(mask.startsWith("The mask '" + pipe + "' is neither an open image nor a file"), mask);
    }
}
