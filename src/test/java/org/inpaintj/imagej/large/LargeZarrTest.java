package org.inpaintj.imagej.large;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ByteProcessor;

import org.inpaintj.cli.CliRun;
import org.inpaintj.core.FileCopy;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/** OME-Zarr on the command line: it becomes what the same samples become in memory. */
class LargeZarrTest {

    private static final Path FIXTURES = Path.of("src/test/resources/zarr");
    private static final int WIDTH = 32, HEIGHT = 24;

    @TempDir
    Path folder;

    private Path mask;

    @BeforeEach
    void files() {
        mask = folder.resolve("mask.tif");
        final ByteProcessor ip = new ByteProcessor(WIDTH, HEIGHT);
        ip.setColor(255);
        ip.fill(new Roi(5, 6, 4, 5));
        ip.fill(new Roi(14, 14, 5, 4));
        IJ.saveAsTiff(new ImagePlus("mask", ip), mask.toString());
    }

    private static Samples read(final Path image, final int slice) throws IOException {
        try (BlockImage blocks = LargeFiles.open(image, "image", false)) {
            return blocks.read(blocks.layout().bounds(), slice, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "old.ome.zarr", "new.ome.zarr" })
    void itBecomesWhatItBecomesInMemory(final String name) throws IOException {
        final Path in = FIXTURES.resolve(name), tiff = folder.resolve("in.tif"), memory = folder.resolve("memory.tif"),
                out = folder.resolve("out.ome.zarr");
        final Samples samples = read(in, 1);
        final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (final Object plane : samples.planes())
            stack.addSlice(ImageJTypes.processor(samples.type(), WIDTH, HEIGHT, plane));
        final ImagePlus imp = new ImagePlus("in", stack);
        imp.setDimensions(samples.planes().size(), 1, 1);
        IJ.saveAsTiff(imp, tiff.toString());
        CliRun.of("repair", tiff, "--labels", mask, "--dilate", 0, "--engine", "patch", "--seed", 3, "--target",
                "inplace", "--out", memory).done();
        final CliRun run = CliRun.of("repair", in, "--labels", mask, "--dilate", 0, "--engine", "patch", "--seed", 3,
                "--out", out).done();
        assertEquals("Wrote " + out + " (2 regions, engine patch).", run.out().strip());
        final ImagePlus expected = IJ.openImage(memory.toString());
        for (int c = 0; c < samples.planes().size(); c++)
            assertArrayEquals(new Samples(samples.type(), WIDTH, HEIGHT,
                    List.of(expected.getStack().getPixels(c + 1))).bytes(),
                    new Samples(samples.type(), WIDTH, HEIGHT, List.of(read(out, 1).planes().get(c))).bytes());
        assertTrue(Files.exists(folder.resolve("out.ome.zarr.inpaintj.json")));
        assertEquals(List.of(), leftovers());
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(".inpaintj")).toList();
        }
    }

    /** The mask is an OME-Zarr too; what is there is replaced as a whole, and only if that is wanted. */
    @Test
    void masksAndOverwriting() throws IOException {
        final Path in = FIXTURES.resolve("new.ome.zarr"), out = folder.resolve("out.zarr");
        final Path masks = Files.createDirectory(folder.resolve("mask.zarr"));
        FileCopy.folder(FIXTURES.resolve("old.ome.zarr"), masks, Progress.NONE);
        final boolean[] all = new boolean[WIDTH * HEIGHT];
        Arrays.fill(all, true);
        final Samples spots = Samples.blank(SampleType.BITS16, WIDTH, HEIGHT, 2);
        spots.set(0, 7 * WIDTH + 9, 65535);
        spots.set(0, 20 * WIDTH + 25, 65535);
        try (BlockImage image = LargeFiles.open(masks, "mask", true)) {
            image.write(image.layout().bounds(), spots, all, 1, 1);
        }
        final List<Object> words = List.of("inpaint", in, "--mask", masks, "--seed", 1, "--grow", 1, "--out", out);
        assertTrue(CliRun.of(words.toArray()).done().out().contains("2 regions"));
        final Samples before = read(in, 1), after = read(out, 1);
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (Math.abs(i % WIDTH - 9) > 1 && Math.abs(i % WIDTH - 25) > 1)
                assertEquals(before.get(0, i), after.get(0, i));
        final CliRun again = CliRun.of(words.toArray());
        assertTrue(again.status() == 1 && again.err().contains("exists already"), again.err());
        CliRun.of("inpaint", in, "--roi", "20,3,5,6", "--seed", 1, "--out", out, "--overwrite").done();
        assertEquals(before.get(0, 7 * WIDTH + 9), read(out, 1).get(0, 7 * WIDTH + 9));
        assertTrue(CliRun.of("inpaint", out, "--roi", "3,4,5,6", "--out", out.resolve("b.zarr")).err()
                .contains("lies in it"));
        assertEquals(List.of(), leftovers());
    }
}
