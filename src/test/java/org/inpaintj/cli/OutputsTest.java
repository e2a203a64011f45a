package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;

import org.inpaintj.imagej.file.ImageFiles;

/** Where results go: no input and no file of the user's is lost, and several images keep their names. */
class OutputsTest {

    private static final String ROI = "10,10,8,8";

    @TempDir
    Path folder;

    private Path in, out;

    @BeforeEach
    void image() {
        in = save("in.tif", 1);
        out = folder.resolve("out.tif");
    }

    private Path save(final String name, final int seed) {
        final Path path = folder.resolve(name);
        final ColorProcessor ip = new ColorProcessor(40, 30);
        for (int i = 0; i < ip.getPixelCount(); i++)
            ip.set(i, 0xff000000 | (i * 7919 + seed) * 2654435 & 0xffffff);
        ImageFiles.save(new ImagePlus(name, ip), path);
        return path;
    }

    private static int[] pixels(final Path path) {
        return (int[]) ImageFiles.open(path).getProcessor().convertToRGB().getPixels();
    }

    private Set<String> names(final Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void refused(final Path target, final Path read, final Object... more) throws IOException {
        final byte[] before = Files.readAllBytes(read);
        final Set<String> files = names(folder);
        final Object[] words = Stream.concat(Stream.of("inpaint", in, "--out", target, "--overwrite"), Stream.of(more))
                .toArray();
        CliRun.of(words).failed(ExitCode.SOFTWARE, "'" + target + "' is the file '" + read + "' that is read, which is "
                + "never replaced: give the result another name.");
        assertArrayEquals(before, Files.readAllBytes(read));
        assertEquals(files, names(folder));
    }

    @Test
    void noInputIsReplacedByWhateverName() throws IOException {
        refused(in, in, "--roi", ROI);
        final Path link = Files.createSymbolicLink(folder.resolve("link.tif"), in);
        refused(link, in, "--roi", ROI);
        refused(Files.createLink(folder.resolve("hard.tif"), in), in, "--roi", ROI);
        refused(folder.resolve(".").resolve("in.tif"), in, "--roi", ROI);
        final Path relative = Path.of("").toAbsolutePath().relativize(in);
        refused(relative, in, "--roi", ROI);
        final Path mask = save("mask.png", 2);
        refused(mask, mask, "--mask", mask);
    }

    @Test
    void aFileThatExistsIsReplacedOnlyIfThatIsAskedFor() throws IOException {
        Files.writeString(out, "precious");
        CliRun.of("inpaint", in, "--roi", ROI, "--out", out).failed(ExitCode.SOFTWARE, "'" + out + "' exists already: "
                + "give --overwrite to replace it, or another name.");
        assertEquals("precious", Files.readString(out));
        CliRun.of("inpaint", in, "--roi", ROI, "--out", out, "--overwrite").done();
        assertEquals(40, ImageFiles.open(out).getWidth());
    }

    /** Every sub-command that writes. */
    @Test
    void allCommandsAsk() throws IOException {
        final Path labels = save("labels.tif", 3);
        Files.writeString(out, "precious");
        for (final List<Object> words : List.of(List.<Object>of("repair", in, "--labels", labels, "--out", out),
                List.<Object>of("image-to-image", in, "--out", out), List.<Object>of("text-to-image", "--out", out),
                List.<Object>of("flatten", in, "--out", out),
                List.<Object>of("segment", in, "--model", folder, "--points", "3,3,+", "--out", out)))
            CliRun.of(words.toArray()).failed(ExitCode.SOFTWARE, "'" + out + "' exists already: give --overwrite to "
                    + "replace it, or another name.");
        assertEquals("precious", Files.readString(out));
    }

    @Test
    void stagesGoIntoANewOrEmptyFolder() throws IOException {
        final Path stages = Files.createDirectory(folder.resolve("stages"));
        Files.writeString(stages.resolve("mask.tif"), "precious");
        CliRun.of("inpaint", in, "--roi", ROI, "--out", out, "--save-stages", stages)
                .failed(ExitCode.SOFTWARE, "The folder '"
                + stages + "' for the stages is not empty: give --overwrite to replace files in it, or another "
                + "folder.");
        assertEquals("precious", Files.readString(stages.resolve("mask.tif")));
        assertFalse(Files.exists(out));
        CliRun.of("inpaint", in, "--roi", ROI, "--out", out, "--save-stages", stages, "--overwrite").done();
        assertEquals(32, ImageFiles.open(stages.resolve("mask.tif")).getBitDepth());
    }

    @Test
    void severalImagesKeepTheirNames() throws IOException {
        final Path png = save("b.png", 2), results = folder.resolve("some/results");
        final CliRun run = CliRun.of("inpaint", in, png, "--roi", ROI, "--seed", "7", "--out-dir", results).done();
        assertEquals(Set.of("in.tif", "b.png"), names(results));
        assertTrue(run.out().endsWith("Wrote 2 of 2." + System.lineSeparator()), run.out());
        assertEquals(1, ImageFiles.open(results.resolve("in.tif")).getOverlay().size());
        CliRun.of("inpaint", png, "--roi", ROI, "--seed", "7", "--out", folder.resolve("alone.png")).done();
        assertArrayEquals(pixels(folder.resolve("alone.png")), pixels(results.resolve("b.png")));
        CliRun.of("inpaint", in, png, "--roi", ROI, "--target", "layer", "--out-dir", folder.resolve("layers"),
                "--save-stages", folder.resolve("stages")).done();
        assertEquals(Set.of("in.tif", "b.tif"), names(folder.resolve("layers")));
        assertEquals(Set.of("in.tif", "b.tif"), names(folder.resolve("stages")));
        CliRun.of("flatten", folder.resolve("layers/b.tif"), folder.resolve("layers/in.tif"), "--out-dir",
                folder.resolve("flat")).done();
        assertEquals(Set.of("in.tif", "b.tif"), names(folder.resolve("flat")));
    }

    @Test
    void aPngThatNoneCanHoldBecomesATiff() throws IOException {
        final ColorModel colours = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
                Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        final Path deep = folder.resolve("deep.png");
        ImageIO.write(new BufferedImage(colours, colours.createCompatibleWritableRaster(40, 30), false, null), "png",
                deep.toFile());
        CliRun.of("inpaint", deep, "--roi", ROI, "--out-dir", folder.resolve("results")).done();
        assertEquals(3, ImageFiles.open(folder.resolve("results/deep.tif")).getNChannels());
    }

    @Test
    void oneThatFailsDoesNotStopTheRest() throws IOException {
        final Path bad = Files.writeString(folder.resolve("bad.tif"), "no image"), last = save("last.tif", 3);
        final Path results = folder.resolve("results");
        final CliRun run = CliRun.of("inpaint", in, bad, last, "--roi", ROI, "--out-dir", results);
        assertEquals(ExitCode.SOFTWARE, run.status());
        assertEquals("inpaintj: " + bad + ": '" + bad + "' is not an image that ImageJ can open, or it is damaged.",
                run.err().strip());
        assertTrue(run.out().endsWith("Wrote 2 of 3." + System.lineSeparator()), run.out());
        assertEquals(Set.of("in.tif", "last.tif"), names(results));
    }

    @Test
    void whatCannotBeRightIsRefusedBeforeAnythingRuns() throws IOException {
        final Path results = folder.resolve("results"), other = Files.createDirectory(folder.resolve("other"));
        final Path twin = other.resolve("in.tif"), missing = folder.resolve("missing.tif");
        Files.copy(in, twin);
        CliRun.of("inpaint", in, twin, "--roi", ROI, "--out-dir", results)
                .failed(ExitCode.SOFTWARE, "'" + in + "' and '" + twin
                + "' would both become '" + results.resolve("in.tif")
                + "': rename one, or give them different folders.");
        CliRun.of("inpaint", in, missing, "--roi", ROI, "--out-dir", results)
                .failed(ExitCode.SOFTWARE, "There is no file '"
                + missing + "'.");
        CliRun.of("inpaint", in, twin, "--roi", ROI, "--out", out).failed(ExitCode.USAGE, "--out takes the result of "
                + "one image, and there are 2: give --out-dir DIR, where each keeps its name.");
        CliRun.of("inpaint", in, "--roi", ROI, "--out", out, "--out-dir", results).failed(ExitCode.USAGE, "--out and "
                + "--out-dir exclude each other: give one of them.");
        assertFalse(Files.exists(results));
        CliRun.of("inpaint", in, save("second.tif", 5), "--roi", ROI, "--slice", "x", "--out-dir", results)
                .failed(ExitCode.USAGE,
                "--slice takes whole numbers, not 'x'.");
        assertEquals(Set.of(), names(results));
        CliRun.of("inpaint", in, "--roi", ROI, "--save-stages", results, "--out-dir", results).failed(ExitCode.USAGE,
                "--save-stages and --out-dir need different folders.");
        CliRun.of("inpaint", in, "--roi", ROI, "--out-dir", other).failed(ExitCode.SOFTWARE, "'" + twin + "' exists "
                + "already: give --overwrite to replace it, or another name.");
        CliRun.of("inpaint", in, "--roi", ROI, "--out-dir", folder, "--overwrite")
                .failed(ExitCode.SOFTWARE, "'" + in + "' is the "
                + "file '" + in + "' that is read, which is never replaced: give the result another name.");
        CliRun.of("flatten", other, "--out-dir", results).failed(ExitCode.SOFTWARE, "'" + other + "' is a folder; name "
                + "an image file in it.");
    }

    /** Each image gets the same seed, so that the order does not matter. */
    @Test
    void aLabelImageServesForAll() throws IOException {
        final ByteProcessor spots = new ByteProcessor(40, 30);
        spots.setColor(255);
        spots.fillRect(10, 10, 5, 5);
        final Path labels = folder.resolve("labels.tif"), second = save("second.tif", 4),
                results = folder.resolve("results");
        ImageFiles.save(new ImagePlus("labels", spots), labels);
        CliRun.of("repair", in, second, "--labels", labels, "--engine", "patch", "--seed", "1", "--out-dir",
                results).done();
        assertEquals(Set.of("in.tif", "second.tif"), names(results));
        assertEquals(1, ImageFiles.open(results.resolve("second.tif")).getOverlay().size());
    }
}
