package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.model.folder.ModelFixture;

/** Sketches on the command line and in macros without a display, with a tiny model. */
class SketchCommandTest {

    private static final int WIDTH = 48, HEIGHT = 40;
    private static final Path MODEL = ModelFixture.of("sd15").folder();

    @TempDir
    Path folder;

    private static ColorProcessor photo() {
        final ColorProcessor ip = new ColorProcessor(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            ip.set(i, 0xff000000 | 5 * (i % WIDTH) << 16 | 6 * (i / WIDTH) << 8 | 90);
        return ip;
    }

    private Path save(final String name, final ImageProcessor ip) {
        final Path path = folder.resolve(name);
        ImageFiles.save(new ImagePlus(name, ip), path);
        return path;
    }

    private static boolean isPainted(final int x, final int y) {
        return x >= 16 && x < 28 && y >= 12 && y < 22;
    }

    /** The photo with a red block. */
    private static ColorProcessor painted() {
        final ColorProcessor ip = photo();
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (isPainted(i % WIDTH, i / WIDTH))
                ip.set(i, 0xffff0000);
        return ip;
    }

    private static int[] pixels(final Path path) {
        return (int[]) ImageFiles.open(path).getProcessor().convertToRGB().getPixels();
    }

    @Test
    void changedPixelsAreTheMaskAndNothingElseChanges() {
        final Path in = save("in.png", photo()), sketch = save("sketch.png", painted()),
                out = folder.resolve("out.png"), stages = folder.resolve("stages");
        for (final boolean soft : new boolean[] { true, false }) {
            CliRun.of("inpaint", in, "--out", out, "--overwrite", "--sketch", sketch, "--model", MODEL, "--seed", 1,
                    "--steps", 2, "--soft", soft, "--prompt", "a cat", "--save-stages", stages).done();
            final int[] before = pixels(in), after = pixels(out);
            int changed = 0;
            for (int i = 0; i < before.length; i++)
                if (before[i] != after[i]) {
                    assertTrue(isPainted(i % WIDTH, i / WIDTH), "changed outside, at " + i);
                    changed++;
                }
            assertTrue(changed > 60, changed + " changed");
        }
        // the scene holds the image itself, the mask is whole
        final ImagePlus scene = ImageFiles.open(stages.resolve("scene.tif"));
        assertEquals(WIDTH * HEIGHT, scene.getWidth() * scene.getHeight(), "the crop is the whole of this image");
        final float red = scene.getStack().getProcessor(1).getf(20, 15);
        assertEquals(100 / 255f, red, 0.01);
        assertEquals(1, ImageFiles.open(stages.resolve("mask.tif")).getProcessor().getf(16, 12));
        assertTrue(ImageFiles.open(out).getInfoProperty().contains("\"sketch sha256\""));
        assertTrue(!ImageFiles.open(out).getInfoProperty().contains(folder.toString()), "no path is recorded");
    }

    /** With a strength of 0 the result is what would be started from. */
    @Test
    void theStartIsTheCompositeOfTheWebUi() throws IOException {
        final Path in = save("in.png", photo()), sketch = save("sketch.png", painted()),
                stages = folder.resolve("stages"), rgba = folder.resolve("rgba.png");
        final BufferedImage paint = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (isPainted(i % WIDTH, i / WIDTH))
                paint.setRGB(i % WIDTH, i / WIDTH, 0xffff0000);
        ImageIO.write(paint, "png", rgba.toFile());
        for (final Path file : List.of(sketch, rgba))
            for (final int[] level : file == rgba ? new int[][] { { 25, 191 } }
                    : new int[][] { { 0, 255 }, { 10, 229 }, { 50, 127 }, { 75, 63 } }) {
                CliRun.of("inpaint", in, "--out", folder.resolve("out.png"), "--overwrite", "--sketch", file,
                        "--transparency", level[0], "--blur", 0, "--strength", 0, "--model", MODEL, "--seed", 1,
                        "--save-stages", stages).done();
                final int[] before = pixels(in), after = pixels(folder.resolve("out.png"));
                for (int i = 0; i < before.length; i++) {
                    final int was = before[i] >> 16 & 0xff;
                    final double part = isPainted(i % WIDTH, i / WIDTH) ? level[1] / 255.0 : 0;
                    assertEquals(255 * part + was * (1 - part), after[i] >> 16 & 0xff, 1, "transparency " + level[0]);
                }
            }
    }

    @Test
    void imageToImageStartsFromTheSketch() {
        final Path in = save("in.png", photo()), sketch = save("sketch.png", painted()),
                plain = folder.resolve("plain.png"), from = folder.resolve("from.png");
        CliRun.of("image-to-image", in, "--out", from, "--sketch", sketch, "--strength", 0.5, "--model", MODEL,
                "--seed", 1, "--steps", 2, "--prompt", "a cat").done();
        CliRun.of("image-to-image", sketch, "--out", plain, "--strength", 0.5, "--model", MODEL, "--seed", 1,
                "--steps", 2, "--prompt", "a cat").done();
        assertEquals(List.of(pixels(plain)[0], pixels(plain)[900]), List.of(pixels(from)[0], pixels(from)[900]));
        assertTrue(java.util.Arrays.equals(pixels(plain), pixels(from)), "as the painted picture itself");
        CliRun.of("image-to-image", in, "--out", folder.resolve("zero.png"), "--sketch", sketch, "--strength", 0,
                "--model", MODEL, "--seed", 1).done();
        assertTrue(java.util.Arrays.equals(pixels(sketch), pixels(folder.resolve("zero.png"))));
    }

    @Test
    void aMaskOrRectangleGoesBeforeWhatIsPainted() {
        final Path in = save("in.png", photo()), sketch = save("sketch.png", painted()),
                out = folder.resolve("out.png");
        CliRun.of("inpaint", in, "--out", out, "--sketch", sketch, "--roi", "2,3,4,5", "--strength", 0, "--blur", 0,
                "--model", MODEL, "--seed", 1).done();
        assertTrue(java.util.Arrays.equals(pixels(in), pixels(out)), "nothing is painted there");
        CliRun.of("inpaint", in, "--out", folder.resolve("all.png"), "--sketch", sketch, "--roi", "0,0,48,40",
                "--strength", 0, "--blur", 0, "--model", MODEL, "--seed", 1).done();
        assertTrue(java.util.Arrays.equals(pixels(sketch), pixels(folder.resolve("all.png"))));
    }

    @Test
    void withoutAModelWhatIsPaintedIsTakenAway() {
        final Path in = save("in.png", photo()), sketch = save("sketch.png", painted()),
                out = folder.resolve("out.png");
        final CliRun run = CliRun.of("inpaint", in, "--out", out, "--sketch", sketch, "--seed", 1).done();
        assertEquals(List.of("The key sketch has no effect with the engine 'patch'."), run.notes());
        assertNotEquals(0xffff0000, pixels(out)[16 * WIDTH + 20]);
    }

    @Test
    void badSketchesAreNamed() {
        final Path in = save("in.png", photo()), out = folder.resolve("out.png"),
                small = save("small.png", new ColorProcessor(9, 9));
        CliRun.of("inpaint", in, "--out", out, "--sketch", small, "--model", MODEL).failed(ExitCode.SOFTWARE,
                "The sketch 'small.png' is 9 x 9 pixels and 'in.png' is 48 x 40: they must be of the same size.");
        CliRun.of("inpaint", in, "--out", out, "--sketch", in, "--model", MODEL).failed(ExitCode.SOFTWARE,
                "The sketch 'in.png' paints nothing: all its pixels are those that are seen of 'in.png'.");
        CliRun.of("inpaint", in, "--out", out, "--sketch", in, "--transparency", 101).failed(ExitCode.USAGE,
                "The value of 'transparency' must be from 0 to 100, not 101.");
        CliRun.of("inpaint", in, "--out", out, "--mask", "painted").failed(ExitCode.SOFTWARE, "Nothing is painted on "
                + "'in.png' here: paint with Sketch... and end it first, or give the title of an image or the path of "
                + "a file.");
        assertTrue(!Files.exists(out));
    }

    @Test
    void aMacroPaintsWithTheToolsOfMacros() throws IOException {
        final Path out = folder.resolve("out.tif"), macro = folder.resolve("macro.ijm");
        Files.writeString(macro, """
                runMacro("%1$s", "%2$s");
                run("Inpaint Selection...", "seed=2 steps=2 model=[%2$s] mask=painted sketch=painted prompt=[a]");
                run("Sketch...");
                print(getTitle());
                setColor(10, 200, 30);
                fillRect(1, 2, 3, 4);
                run("Sketch...", "action=undo");
                run("Sketch...", "action=redo");
                makeRectangle(5, 6, 7, 8);
                run("Sketch...");
                print(getTitle(), nImages, Overlay.size, selectionType);
                saveAs("tiff", "%3$s");
                """.formatted(Path.of("macros/Sketch.ijm").toAbsolutePath(), MODEL, out));
        final CliRun run = CliRun.process(List.of(), "macro", macro).done();
        assertEquals(List.of("Painted over sample: 2 layers", "sample sketch", "sample 1 3 0"),
                run.out().lines().filter(line -> line.contains("sample")).toList());
        final ImagePlus made = ImageFiles.open(out);
        final List<Layer> layers = Layer.of(made);
        assertEquals(List.of(false, false, true), layers.stream().map(Layer::isSketch).toList());
        assertEquals(1, layers.get(2).patch().box().x());
        assertTrue(layers.get(0).macro().contains("transparency=10 ") && layers.get(0).macro().contains(
                "mask=painted sketch=painted"), layers.get(0).macro());
        assertEquals(0, ImageFiles.open(out).getProcessor().get(0, 0) & 0xffffff, "the image itself");
    }

    @Test
    void aCommandOnTheWorkingCopyEndsTheMacro() throws IOException {
        final Path macro = Files.writeString(folder.resolve("wrong.ijm"), """
                newImage("a", "8-bit ramp", 64, 64, 1);
                run("Sketch...");
                makeRectangle(2, 2, 9, 9);
                run("Remove Object");
                print("went on");
                """);
        final CliRun run = CliRun.process(List.of(), "macro", macro);
        assertEquals(ExitCode.SOFTWARE, run.status(), run.err());
        assertEquals("", run.out().strip());
        assertTrue(run.err().contains("'a sketch' is a sketch on 'a': end it with Sketch... first."), run.err());
    }
}
