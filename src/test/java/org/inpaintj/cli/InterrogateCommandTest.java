package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import ij.process.ImageConverter;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.model.folder.ModelFixture;

/** The sub-command {@code interrogate}, and the command in macros without a display. */
class InterrogateCommandTest {

    private static final int WIDTH = 97, HEIGHT = 61;
    private static final Path TAGGER = ModelFixture.of("wd-tagger").folder();

    @TempDir
    Path folder;
    private Path image;

    /** The picture that the reference program was given. */
    @BeforeEach
    void save() {
        final int[] pixels = new int[WIDTH * HEIGHT];
        for (int y = 0, i = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++, i++)
                for (int c = 0; c < 3; c++)
                    pixels[i] = pixels[i] << 8 | (3 * x * x + 5 * y * y + x * y * (c + 1) + 40 * c) / 16 % 256;
        image = folder.resolve("in.png");
        ImageFiles.save(new ImagePlus("in", new ColorProcessor(WIDTH, HEIGHT, pixels)), image);
    }

    private static JsonObject prompt(final int number) {
        return ModelFixture.of("wd-tagger").cases().getAsJsonObject(WIDTH + "x" + HEIGHT).getAsJsonArray("prompts")
                .get(number).getAsJsonObject();
    }

    private static String said(final Object... arguments) {
        final CliRun run = CliRun.of(arguments).done();
        assertEquals(List.of(), run.notes());
        return run.out();
    }

    @Test
    void theTextIsPrintedAndNothingElse() {
        assertEquals(prompt(0).get("text").getAsString() + System.lineSeparator(), said("interrogate", image, "--model",
                TAGGER));
        assertEquals(prompt(1).get("text").getAsString() + System.lineSeparator(), said("interrogate", image, "--model",
                TAGGER, "--threshold", "0.6", "--character", "0.5"));
        final JsonObject caption = ModelFixture.of("blip").cases().getAsJsonObject(WIDTH + "x" + HEIGHT)
                .getAsJsonArray("runs").get(3).getAsJsonObject();
        assertEquals(caption.get("text").getAsString() + System.lineSeparator(), said("interrogate", image, "--model",
                ModelFixture.of("blip").folder(), "--beams", 4, "--min_length", 8, "--max_length", 12));
    }

    @Test
    void theSelectionOfAFileIsLookedAt() {
        final ImagePlus imp = IJ.openImage(image.toString());
        imp.setRoi(new OvalRoi(20, 10, 40, 30));
        final Path tif = folder.resolve("in.tif"), crop = folder.resolve("crop.png");
        new FileSaver(imp).saveAsTiff(tif.toString());
        ImageFiles.save(imp.crop(), crop);
        final String part = said("interrogate", tif, "--model", TAGGER);
        assertEquals(said("interrogate", crop, "--model", TAGGER), part);
        final String all = said("interrogate", tif, "--model", TAGGER, "--area", "whole");
        assertEquals(prompt(0).get("text").getAsString(), all.strip());
        assertNotEquals(part, all);
    }

    /** As it is shown: another display range is another picture, and so is another slice. */
    @Test
    void everyTypeIsLookedAtAsItIsShown() {
        final ImagePlus grey = IJ.openImage(image.toString());
        new ImageConverter(grey).convertToGray8();
        final Path eight = folder.resolve("grey.tif"), stack = folder.resolve("stack.tif");
        new FileSaver(grey).saveAsTiff(eight.toString());
        final String expected = said("interrogate", eight, "--model", TAGGER);
        for (final ImageProcessor ip : List.of(grey.getProcessor().convertToShort(false),
                grey.getProcessor().convertToFloat(), grey.getProcessor().convertToRGB())) {
            final ImagePlus imp = new ImagePlus("in", ip);
            if (imp.getBitDepth() != 24) {
                ip.multiply(100);
                imp.setDisplayRange(3000, 20000);
            }
            final Path file = folder.resolve(imp.getBitDepth() + ".tif"), shown = folder.resolve("shown.png");
            new FileSaver(imp).saveAsTiff(file.toString());
            ImageFiles.save(new ImagePlus("shown", new ColorProcessor(ip.createImage())), shown);
            assertEquals(said("interrogate", shown, "--model", TAGGER), said("interrogate", file, "--model", TAGGER));
        }
        final ImagePlus two = IJ.createImage("two", "8-bit white", WIDTH, HEIGHT, 2);
        two.getStack().setProcessor(grey.getProcessor(), 2);
        new FileSaver(two).saveAsTiff(stack.toString());
        assertEquals(expected, said("interrogate", stack, "--model", TAGGER, "--slice", 2));
        assertNotEquals(expected, said("interrogate", stack, "--model", TAGGER));
    }

    @Test
    void nothingToSayIsNoted() {
        final CliRun run = CliRun.of("interrogate", image, "--model", TAGGER, "--threshold", 1, "--character", 1)
                .done();
        assertEquals(System.lineSeparator(), run.out());
        assertEquals(List.of("The model is sure of no tag: lower the threshold."), run.notes());
    }

    @Test
    void whatIsWrongIsSaidInALine() throws IOException {
        CliRun.of("interrogate", image).failed(ExitCode.USAGE, "Nothing says what looks at the image: give --model, "
                + "the folder of a WD14 tagger, of an exported BLIP or of ViT-GPT2.");
        final CliRun range = CliRun.of("interrogate", image, "--model", TAGGER, "--threshold", "2");
        assertEquals(ExitCode.USAGE, range.status());
        assertTrue(range.err().contains("'threshold'") && range.err().lines().count() == 1, range.err());
        final CliRun other = CliRun.of("interrogate", image, "--model", ModelFixture.of("dino").folder());
        assertEquals(ExitCode.SOFTWARE, other.status());
        assertTrue(other.err().contains("holds nothing that says what is in a picture, but model.onnx (an object "
                + "detector)") && other.err().lines().count() == 1, other.err());
        final Path copy = ModelFixture.copy("wd-tagger", folder.resolve("copy"));
        Files.writeString(copy.resolve("selected_tags.csv"), "name,category\na,0\n");
        final CliRun foreign = CliRun.of("interrogate", image, "--model", copy);
        assertTrue(foreign.err().contains("gives 20 numbers, but selected_tags.csv names 1 tags"), foreign.err());
        assertEquals("", foreign.out());
    }

    @Test
    void macrosReadWhatWasSaid() throws IOException {
        final Path macro = Files.writeString(folder.resolve("macro.ijm"), """
                open("%1$s");
                run("Interrogate...", "model=[%2$s]");
                print("1 " + Property.get("inpaintj.prompt"));
                close();
                runMacro("%3$s", "%2$s;%4$s");
                saveAs("tiff", "%5$s");
                setBatchMode(true);
                newImage("a", "32-bit ramp", 30, 20, 1);
                makeRectangle(100, 100, 5, 5);
                run("Interrogate...", "model=[%2$s]");
                print("went on");
                """.formatted(image, TAGGER, Path.of("macros/Interrogate.ijm").toAbsolutePath(),
                ModelFixture.of("sd15").folder(), folder.resolve("out.tif")));
        final CliRun run = CliRun.process(List.of(), "macro", macro);
        final List<String> lines = run.out().lines().toList();
        assertEquals(prompt(0).get("text").getAsString(), lines.get(0), "the log has it");
        assertEquals("1 " + lines.get(0), lines.get(1));
        assertTrue(lines.get(3).startsWith("In sample: "), run.out());
        assertEquals(lines.get(2), lines.get(3).substring("In sample: ".length()));
        final ImagePlus made = IJ.openImage(folder.resolve("out.tif").toString());
        assertEquals(lines.get(2), made.getProp("inpaintj.prompt"));
        assertEquals(lines.get(2), Layer.of(made).get(0).provenance().request().get("prompt"));
        assertTrue(run.err().contains("The selection lies outside 'a'"), run.err());
        assertTrue(!run.out().contains("went on"), run.out());
    }
}
