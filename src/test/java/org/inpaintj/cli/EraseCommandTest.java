package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.model.folder.ModelFixture;

/** Erasers through the command line and through a macro without windows. */
class EraseCommandTest {

    private static final int WIDTH = 71, HEIGHT = 53;
    private static final Path MODELS = ModelFixture.of("erasers").folder();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "lama-fixed", "lama-unit", "lama-stacked", "lama-free", "migan-raw", "migan-bytes" })
    void onlyWhatIsMaskedChanges(final String model) {
        final ImageProcessor colours = new ColorProcessor(WIDTH, HEIGHT), deep = new ShortProcessor(WIDTH, HEIGHT);
        final Random random = new Random(7);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            colours.set(i, 0xff000000 | random.nextInt(1 << 24));
            deep.set(i, 20000 + random.nextInt(9000));
        }
        for (final ImageProcessor ip : List.of(colours, deep)) {
            final Path in = save(ip, "in.tif"), mask = save(mask(), "mask.png"), out = folder.resolve("out.tif");
            final CliRun run = CliRun.of("inpaint", in, "--mask", mask, "--out", out, "--engine", "erase", "--model",
                    MODELS.resolve(model + ".onnx"), "--target", "inplace", "--overwrite").done();
            // no seed, for there is no chance
            assertEquals("Wrote " + out + " (engine erase).", run.out().strip());
            assertOutsideKept(ip, ImageFiles.open(out).getProcessor());
        }
    }

    private void assertOutsideKept(final ImageProcessor before, final ImageProcessor after) {
        final ImageProcessor mask = mask();
        int changed = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (mask.get(i) == 0)
                assertEquals(before.get(i), after.get(i), "at " + i);
            else if (before.get(i) != after.get(i))
                changed++;
        assertTrue(changed > 100, changed + " changed");
    }

    /** A block at the border, one pixel alone, and nearly a third of the image. */
    private static ImageProcessor mask() {
        final ByteProcessor mask = new ByteProcessor(WIDTH, HEIGHT);
        mask.setColor(255);
        mask.setRoi(0, 20, 9, 20);
        mask.fill();
        mask.setRoi(20, 5, 30, 35);
        mask.fill();
        mask.set(60, 50, 255);
        return mask;
    }

    /** The recorded line of a macro gives what the command line gives, and the layer says how it was made. */
    @Test
    void theMacroGivesTheSame() throws IOException {
        final ByteProcessor noise = new ByteProcessor(WIDTH, HEIGHT);
        final byte[] bytes = new byte[WIDTH * HEIGHT];
        new Random(5).nextBytes(bytes);
        noise.setPixels(bytes);
        final Path in = save(noise, "in.tif"), byMacro = folder.resolve("macro.tif"),
                byLine = folder.resolve("line.tif"),
                layers = folder.resolve("layers.tif"), model = MODELS.resolve("lama-free.onnx");
        final Path macro = Files.writeString(folder.resolve("macro.ijm"), """
                open('IN');
                makeRectangle(20, 15, 12, 10);
                run("Inpaint Selection...", "engine=erase model=[MODEL]");
                saveAs('tiff', 'LAYERS');
                run("Flatten Layers");
                saveAs('tiff', 'OUT');
                """.replace("IN'", in + "'").replace("MODEL", model.toString()).replace("LAYERS'", layers + "'")
                .replace("OUT'", byMacro + "'"));
        CliRun.process(List.of(), "macro", macro).done();
        CliRun.of("inpaint", in, "--roi", "20,15,12,10", "--model", model, "--target", "inplace", "--out",
                byLine).done();
        assertArrayEquals((byte[]) ImageFiles.open(byLine).getProcessor().getPixels(),
                (byte[]) ImageFiles.open(byMacro).getProcessor().getPixels());
        final Provenance made = Layer.of(ImageFiles.open(layers)).get(0).provenance();
        assertEquals("erase", made.engine());
        assertEquals("lama-free.onnx", made.facts().get("model"));
        assertFalse(ImageFiles.open(byMacro).getInfoProperty().contains(MODELS.toString()));
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        final Path in = save(new ByteProcessor(32, 32), "in.tif"), out = folder.resolve("out.tif"),
                unet = ModelFixture.of("sd15").folder().resolve("unet/model.onnx");
        CliRun.of("inpaint", in, "--roi", "3,3,5,5", "--out", out, "--engine", "erase").failed(ExitCode.SOFTWARE,
                "The engine erase needs a model: set Model (model=FILE) to the .onnx file of a one-shot eraser such as "
                        + "LaMa or MI-GAN; InpaintJ's docs/models.md names some.");
        final CliRun wrong = CliRun.of("inpaint", in, "--roi", "3,3,5,5", "--out", out, "--model", unet);
        assertEquals(ExitCode.SOFTWARE, wrong.status());
        assertTrue(wrong.err().startsWith("inpaintj: " + unet + " is a UNet, not a one-shot eraser"), wrong.err());
        assertFalse(Files.exists(out));
    }

    private Path save(final ImageProcessor ip, final String name) {
        final Path path = folder.resolve(name);
        ImageFiles.save(new ImagePlus(name, ip), path);
        return path;
    }
}
