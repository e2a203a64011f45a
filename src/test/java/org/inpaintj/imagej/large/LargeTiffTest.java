package org.inpaintj.imagej.large;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.cli.CliRun;
import org.inpaintj.core.Box;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.large.tiff.TiffDirectories;
import org.inpaintj.inpaint.large.tiff.TiffSamples;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/** TIFFs that are repainted block by block become, bit for bit, what they become in memory. */
class LargeTiffTest {

    private static final int WIDTH = 97, HEIGHT = 75;

    @TempDir
    Path folder;

    private Path in, mask, memory, blocks;

    @BeforeEach
    void files() {
        in = folder.resolve("in.tif");
        mask = folder.resolve("mask.tif");
        memory = folder.resolve("memory.tif");
        blocks = folder.resolve("blocks.tif");
        final ByteProcessor ip = new ByteProcessor(WIDTH, HEIGHT);
        ip.setColor(255);
        ip.fill(new OvalRoi(8, 6, 9, 11));
        // one whose crop holds the one before, and one across the corner of four tiles
        ip.fill(new Roi(21, 10, 4, 5));
        ip.fill(new OvalRoi(42, 40, 13, 14));
        ip.fill(new Roi(93, 70, 4, 5));
        IJ.saveAsTiff(new ImagePlus("mask", ip), mask.toString());
    }

    private static ImagePlus noise(final int bits, final int planes) {
        final Random random = new Random(bits + planes);
        final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        final SampleType type = SampleType.of(bits);
        for (int p = 0; p < planes; p++) {
            final ImageProcessor ip = ImageJTypes.processor(type, WIDTH, HEIGHT, type.array(WIDTH * HEIGHT));
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                final int value = 40 + i % WIDTH + 30 * (i / WIDTH / 20 % 2) + random.nextInt(9) + 10 * p;
                if (bits == 32)
                    ip.setf(i, value / 7f);
                else
                    ip.set(i, bits == 24 ? 0xff000000 | value << 16 | value / 2 << 8 | 255 - value
                            : bits == 16 ? 100 * value : value);
            }
            stack.addSlice(ip);
        }
        return new ImagePlus("in.tif", stack);
    }

    private static List<Samples> pages(final ImagePlus imp) {
        final List<Samples> pages = new ArrayList<>();
        for (int s = 1; s <= imp.getStackSize(); s++)
            pages.add(new Samples(ImageJTypes.of(imp), WIDTH, HEIGHT, List.of(imp.getStack().getPixels(s))));
        return pages;
    }

    private void repair(final Path from, final Path out, final Object... more) {
        final List<Object> words = new ArrayList<>(List.of("repair", from, "--labels", mask, "--dilate", 0, "--engine",
                "patch", "--seed", 3, "--out", out, "--overwrite"));
        words.addAll(List.of(more));
        CliRun.of(words.toArray()).done();
    }

    private static Samples read(final Path file, final int slice, final int frame) throws IOException {
        try (BlockImage image = LargeFiles.open(file, "out", false)) {
            return image.read(image.layout().bounds(), slice, frame);
        }
    }

    private static void assertSame(final List<Samples> expected, final List<Samples> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++)
            assertTrue(Arrays.equals(expected.get(i).bytes(), actual.get(i).bytes()), "page " + (i + 1));
    }

    /** As ImageJ writes and reads them. */
    @ParameterizedTest
    @ValueSource(ints = { 8, 16, 24, 32 })
    void imagesOfImageJBecomeTheSame(final int bits) {
        IJ.saveAsTiff(noise(bits, 1), in.toString());
        repair(in, memory, "--target", "inplace");
        repair(in, blocks, "--blocks");
        assertSame(pages(IJ.openImage(memory.toString())), pages(IJ.openImage(blocks.toString())));
        assertFalse(Arrays.equals(pages(IJ.openImage(in.toString())).get(0).bytes(),
                pages(IJ.openImage(blocks.toString())).get(0).bytes()));
    }

    @Test
    void onePositionOfAHyperstackIsRepaintedWithAllItsChannels() throws IOException {
        final ImagePlus imp = noise(16, 12);
        imp.setDimensions(2, 3, 2);
        IJ.saveAsTiff(imp, in.toString());
        repair(in, memory, "--target", "inplace", "--slice", 2, "--frame", 2);
        repair(in, blocks, "--blocks", "--slice", 2, "--frame", 2);
        assertSame(pages(IJ.openImage(memory.toString())), pages(IJ.openImage(blocks.toString())));
        assertEquals(2, read(blocks, 2, 2).planes().size());
    }

    /** Strips and tiles, both orders of bytes, every compression. */
    @ParameterizedTest
    @CsvSource({ "8, false, II, 0, 7, 1, false, false", "32, true, MM, 32, 0, 1, false, false",
            "16, false, II, 16, 0, 5, false, false", "24, true, MM, 0, 10, 5, true, false",
            "8, false, MM, 0, 10, 5, true, false", "16, false, II, 0, 9, 8, true, false",
            "32, true, II, 48, 0, 8, true, false", "32, false, MM, 32, 0, 5, true, false",
            "16, true, MM, 48, 0, 32946, false, false", "24, false, II, 0, 75, 32773, false, false",
            "24, true, II, 32, 0, 1, false, true", "24, false, II, 0, 20, 5, true, true" })
    void everyLayoutBecomesTheSame(final int bits, final boolean big, final String order, final int tile,
            final int rows, final int compression, final boolean differences, final boolean planar)
            throws IOException {
        final ImagePlus imp = noise(bits, 2);
        IJ.saveAsTiff(imp, in.toString());
        repair(in, memory, "--target", "inplace", "--slice", 2);
        final List<Samples> expected = pages(IJ.openImage(memory.toString()));
        new TiffSamples(big, order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, tile, rows,
                compression, differences, planar).write(in, pages(imp));
        final byte[] before = Files.readAllBytes(in);
        repair(in, blocks, "--blocks", "--slice", 2);
        assertSame(expected, List.of(read(blocks, 1, 1), read(blocks, 2, 1)));
        assertArrayEquals(before, Files.readAllBytes(in), "the image is only read");
        if (compression == 1)
            assertEquals(before.length, Files.size(blocks), "in place");
        // what ImageJ unpacks of it is the same too
        if (!big && tile == 0 && !planar)
            assertSame(expected, pages(IJ.openImage(blocks.toString())));
    }

    /** Nothing but the strips with the regions is other than before, and in these only the samples of the mask. */
    @Test
    void outsideTheMaskNotAByteChanges() throws IOException {
        IJ.saveAsTiff(noise(16, 3), in.toString());
        repair(in, blocks, "--blocks", "--slice", 2);
        final byte[] before = Files.readAllBytes(in), after = Files.readAllBytes(blocks);
        assertEquals(before.length, after.length);
        final int first;
        try (TiffDirectories directories = new TiffDirectories(in)) {
            first = (int) directories.read().get(0).get(TiffDirectories.OFFSETS)[0] + 2 * WIDTH * HEIGHT;
        }
        final Samples painted = read(mask, 1, 1);
        int changed = 0;
        for (int i = 0; i < before.length; i++)
            if (before[i] != after[i]) {
                final int sample = (i - first) / 2;
                assertTrue(i >= first && sample < WIDTH * HEIGHT && painted.get(0, sample) > 0, "byte " + i);
                changed++;
            }
        assertTrue(changed > 100, changed + " bytes changed");
    }

    /** Of inpaint each part of the mask is a region; a mask of one part is what it is in memory. */
    @Test
    void inpaintRepaintsTheSame() {
        IJ.saveAsTiff(noise(8, 1), in.toString());
        CliRun.of("inpaint", in, "--roi", "20,30,15,9", "--seed", 5, "--target", "inplace", "--grow", 1, "--out",
                memory).done();
        final CliRun run = CliRun.of("inpaint", in, "--roi", "20,30,15,9", "--seed", 5, "--blocks", "--grow", 1,
                "--out", blocks).done();
        assertSame(pages(IJ.openImage(memory.toString())), pages(IJ.openImage(blocks.toString())));
        assertTrue(run.err().contains(LargeJob.NOTE), run.err());
        assertTrue(Files.exists(folder.resolve("blocks.tif.inpaintj.json")));
    }

    @Test
    void theSoftEdgeOfAMaskCounts() {
        final ByteProcessor soft = new ByteProcessor(WIDTH, HEIGHT);
        for (int y = 20; y < 40; y++)
            for (int x = 30; x < 60; x++)
                soft.set(x, y, Math.min(255, 60 * Math.min(Math.min(x - 29, 60 - x), Math.min(y - 19, 40 - y))));
        IJ.saveAsTiff(new ImagePlus("mask", soft), mask.toString());
        IJ.saveAsTiff(noise(16, 1), in.toString());
        CliRun.of("inpaint", in, "--mask", mask, "--seed", 5, "--target", "inplace", "--out", memory).done();
        CliRun.of("inpaint", in, "--mask", mask, "--seed", 5, "--blocks", "--out", blocks).done();
        assertSame(pages(IJ.openImage(memory.toString())), pages(IJ.openImage(blocks.toString())));
    }

    /** The boxes of a table, in its order. */
    @Test
    void boxesOfATableAreRepainted() throws IOException {
        IJ.saveAsTiff(noise(8, 1), in.toString());
        final Path table = Files.writeString(folder.resolve("boxes.csv"), "x,y,width,height\n10,10,6,5\n50,40,7,7\n");
        final CliRun run = CliRun.of("inpaint", in, "--mask", table, "--seed", 5, "--out", blocks).done();
        assertTrue(run.out().contains("2 regions"), run.out());
        final Samples before = read(in, 1, 1), after = read(blocks, 1, 1);
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (before.get(0, i) != after.get(0, i))
                assertTrue(inside(new Box(10, 10, 6, 5), i) || inside(new Box(50, 40, 7, 7), i), "sample " + i);
        final String record = Files.readString(folder.resolve("blocks.tif.inpaintj.json"));
        assertEquals(2, record.split("\"crop_sha256\"", -1).length - 1, record);
        assertTrue(record.contains("\"seed\":5") && record.contains("\"seed\":6"), record);
    }

    private static boolean inside(final Box box, final int i) {
        return !box.intersect(new Box(i % WIDTH, i / WIDTH, 1, 1)).isEmpty();
    }
}
