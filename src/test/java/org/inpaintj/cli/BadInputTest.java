package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;

/** What the command line says to each kind of bad input: one line, the right exit status, and no output file. */
class BadInputTest {

    @TempDir
    Path folder;

    private Path in, out;

    @BeforeEach
    void image() {
        in = save("in.png", new ImagePlus("in", new ColorProcessor(20, 10)));
        out = folder.resolve("out.tif");
    }

    @AfterEach
    void nothingWasWritten() throws IOException {
        assertFalse(Files.exists(out));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.filter(f -> f.getFileName().toString().startsWith(".")).count());
        }
    }

    private CliRun inpaint(final Object image, final Object... more) {
        final Object[] all = { "inpaint", image, "--out", out };
        final Object[] words = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, words, all.length, more.length);
        return CliRun.of(words);
    }

    @Test
    void unknownKeyNamesItsNeighbour() {
        inpaint(in, "--roi", "1,1,3,3", "--sead", "1").failed(2, "Unknown option '--sead': did you mean '--seed'?");
    }

    @Test
    void unknownCommandNamesItsNeighbour() {
        CliRun.of("inpant").failed(2, "Unknown command 'inpant': did you mean 'inpaint'?");
    }

    @Test
    void superfluousArgument() {
        CliRun.of("text-to-image", "second.png", "--out", out)
                .failed(2, "Superfluous argument 'second.png'; see --help.");
    }

    @Test
    void nothingToWriteTo() {
        CliRun.of("inpaint", in).failed(2, "Nothing says where the result goes: give --out OUT, or --out-dir DIR for "
                + "the same names in another folder.");
        CliRun.of("text-to-image").failed(2, "Missing required option: '--out=OUT'");
    }

    @Test
    void badNumber() {
        inpaint(in, "--roi", "1,1,3,3", "--steps", "many").failed(2,
                "The value of 'steps' must be a whole number from 1 to 1000, not 'many'.");
    }

    @Test
    void numberOutOfRange() {
        inpaint(in, "--roi", "1,1,3,3", "--strength", "1.5").failed(2,
                "The value of 'strength' must be from 0 to 1, not 1.5.");
    }

    @Test
    void hugeCandidateCount() {
        inpaint(in, "--roi", "1,1,3,3", "--candidates", "1000000").failed(2,
                "The value of 'candidates' must be from 1 to 64, not 1000000.");
    }

    @Test
    void unknownChoice() {
        inpaint(in, "--roi", "1,1,3,3", "--target", "layers").failed(2,
                "The value of 'target' must be one of layer, image, slice, inplace, not 'layers'.");
    }

    @Test
    void unknownEngine() {
        inpaint(in, "--roi", "1,1,3,3", "--engine", "pach").failed(1,
                "There is no engine 'pach': did you mean 'patch'?");
    }

    @Test
    void rectangleIsNoRectangle() {
        inpaint(in, "--roi", "1,1,3").failed(2, "--roi takes 4 numbers separated by commas, not '1,1,3'.");
        inpaint(in, "--roi", "a,1,3,4").failed(2, "--roi takes whole numbers, not 'a,1,3,4'.");
    }

    @Test
    void rectangleAndMask() {
        inpaint(in, "--roi", "1,1,3,3", "--mask", in).failed(2,
                "--mask and --roi exclude each other: give one of them.");
    }

    @Test
    void rectangleOutside() {
        inpaint(in, "--roi", "30,30,5,5").failed(1, "The rectangle 30,30,5,5 covers no pixel of 'in.png', which is "
                + "20 x 10: give left,top,width,height inside it.");
        inpaint(in, "--roi", "3,3,0,5").failed(1, "The rectangle 3,3,0,5 covers no pixel of 'in.png', which is "
                + "20 x 10: give left,top,width,height inside it.");
    }

    @Test
    void noSelectionAtAll() {
        inpaint(in).failed(1, "Nothing is selected in 'in.png': give --mask FILE or --roi x,y,w,h, or save a selection "
                + "with the TIFF.");
    }

    @Test
    void everythingSelected() {
        inpaint(in, "--roi", "0,0,20,10").failed(1, "The whole of 'in.png' is selected, so nothing is left to learn "
                + "from: leave a part unselected, or name a diffusion model.");
    }

    @Test
    void maskOfAnotherSize() {
        final ByteProcessor white = new ByteProcessor(7, 5);
        white.setValue(255);
        white.fill();
        final Path mask = save("mask.png", new ImagePlus("mask", white));
        inpaint(in, "--mask", mask).failed(1, "The mask 'mask.png' is 7 x 5 pixels and 'in.png' is 20 x 10: "
                + "they must be of the same size.");
    }

    @Test
    void missingFile() {
        final Path missing = folder.resolve("missing.tif");
        inpaint(missing, "--roi", "1,1,3,3").failed(1, "There is no file '" + missing + "'.");
    }

    /** The process starts a second Java, whose words and status must come through. */
    @Test
    void theProcessEndsWithTheSameStatus() throws IOException {
        final Path missing = folder.resolve("missing.tif");
        CliRun.process(List.of(), "inpaint", missing, "--roi", "1,1,3,3", "--out", out).failed(1,
                "There is no file '" + missing + "'.");
        CliRun.process(List.of(), "inpaint", missing, "--sead", "1", "--out", out).failed(2,
                "Unknown option '--sead': did you mean '--seed'?");
    }

    @Test
    void folderInsteadOfAFile() {
        inpaint(folder, "--roi", "1,1,3,3").failed(1, "'" + folder + "' is a folder; name an image file in it.");
    }

    @Test
    void textInsteadOfAnImage() throws IOException {
        final Path text = Files.writeString(folder.resolve("notes.png"), "not an image\n");
        inpaint(text, "--roi", "1,1,3,3").failed(1,
                "'" + text + "' is not an image that ImageJ can open, or it is damaged.");
    }

    @Test
    void unreadableFile() throws IOException {
        assumeTrue(Files.getFileStore(in).supportsFileAttributeView("posix"), "needs permissions");
        Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(in), "the superuser reads everything");
        inpaint(in, "--roi", "1,1,3,3").failed(1, "The file '" + in + "' may not be read: check its permissions.");
    }

    /** Cut in the samples, in the middle of a stack, in the header, and where the directory follows the samples. */
    @ParameterizedTest
    @ValueSource(ints = { 12, 200, 900, 4000, 7000 })
    void truncatedTiff(final int length) throws IOException {
        final ImageStack stack = new ImageStack(60, 40);
        for (int z = 0; z < 3; z++)
            stack.addSlice(new ByteProcessor(60, 40));
        final Path tiff = folder.resolve("cut.tif");
        new FileSaver(new ImagePlus("cut", stack)).saveAsTiff(tiff.toString());
        final byte[] whole = Files.readAllBytes(tiff);
        assertTrue(whole.length > 7000);
        Files.write(tiff, Arrays.copyOf(whole, length));
        final CliRun run = inpaint(tiff, "--roi", "1,1,3,3");
        assertEquals(1, run.status(), run.err());
        assertTrue(run.err().startsWith("inpaintj: '" + tiff + "' is "), run.err());
        assertTrue(run.err().contains("damaged"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void corruptTiff() throws IOException {
        final Path tiff = folder.resolve("corrupt.tif");
        final byte[] bytes = new byte[5000];
        Arrays.fill(bytes, (byte) 0x5b);
        bytes[0] = bytes[1] = 'I';
        bytes[2] = 42;
        bytes[3] = bytes[5] = bytes[6] = bytes[7] = 0;
        bytes[4] = 8;
        Files.write(tiff, bytes);
        final CliRun run = inpaint(tiff, "--roi", "1,1,3,3");
        assertEquals(1, run.status(), run.err());
        assertTrue(run.err().contains("damaged"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void truncatedPng() throws IOException {
        final byte[] whole = Files.readAllBytes(in);
        Files.write(in, Arrays.copyOf(whole, whole.length / 2));
        final CliRun run = inpaint(in, "--roi", "1,1,3,3");
        assertEquals(1, run.status(), run.err());
        assertTrue(run.err().startsWith("inpaintj: '" + in + "' is damaged and cannot be opened"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void noFolderToWriteTo() {
        final Path there = folder.resolve("no/such/out.tif");
        CliRun.of("inpaint", in, "--roi", "1,1,3,3", "--out", there).failed(1, "'" + there
                + "' cannot be written: there is no folder '" + there.getParent() + "'.");
    }

    @Test
    void folderThatTakesNoFiles() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs a folder where even the superuser cannot write");
        final CliRun run = CliRun.of("inpaint", in, "--roi", "1,1,3,3", "--out", "/proc/out.tif");
        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("inpaintj: '/proc/out.tif' "), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void formatThatChangesSamples() {
        final Path jpeg = folder.resolve("out.jpg");
        CliRun.of("inpaint", in, "--roi", "1,1,3,3", "--out", jpeg).failed(1,
                "'" + jpeg + "' must end in .tif or .png: other formats change samples.");
    }

    @Test
    void formatThatCannotHoldTheResult() {
        final Path png = folder.resolve("out.png");
        CliRun.of("inpaint", in, "--roi", "1,1,3,3", "--out", png, "--target", "layer").failed(1,
                "'" + png + "' cannot hold layers; save as .tif or use --target image.");
        CliRun.of("inpaint", in, "--roi", "1,1,3,3", "--out", png, "--candidates", "3").failed(1,
                "'" + png + "' cannot hold 3 candidates; save as .tif.");
        final Path floats = save("floats.tif", new ImagePlus("floats", new FloatProcessor(20, 10)));
        CliRun.of("inpaint", floats, "--roi", "1,1,3,3", "--out", png).failed(1,
                "'" + png + "' cannot hold the samples of a 32-bit image; save as .tif.");
    }

    @Test
    void noSuchSlice() {
        inpaint(in, "--roi", "1,1,3,3", "--slice", "2").failed(1,
                "'in.png' has 1 slices and 1 frames, so there is no slice 2 in frame 1.");
    }

    @Test
    void nothingToFlatten() {
        final CliRun run = CliRun.of("flatten", in, "--out", out);
        assertEquals(1, run.status());
        assertTrue(run.err().contains("has no visible layer to flatten"), run.err());
    }

    @Test
    void outOfMemory() {
        final CliRun run;
        try (Engines.Use use = Engines.use(Engines.found().with(new Greedy()))) {
            run = inpaint(in, "--roi", "1,1,3,3", "--engine", "greedy");
        }
        assertEquals(1, run.status());
        assertTrue(run.err().matches("inpaintj: Java's memory of \\d+ MB is used up: select a smaller region, or give "
                + "it more with java -Xmx8g -jar \\.\\.\\.\\R"), run.err());
    }

    /** Asks for more memory than any heap has. */
    private static final class Greedy implements Engine {

        @Override
        public String id() {
            return "greedy";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of("Greedy", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS);
        }

        @Override
        public Result run(final Request request, final Scene scene, final Progress progress) {
            final long[][] all = new long[Integer.MAX_VALUE - 8][];
            for (int i = 0; i < all.length; i++)
                all[i] = new long[Integer.MAX_VALUE - 8];
            throw new AssertionError("there was memory for all of it");
        }
    }

    private Path save(final String name, final ImagePlus imp) {
        final Path path = folder.resolve(name);
        ImageFiles.save(imp, path);
        return path;
    }
}
