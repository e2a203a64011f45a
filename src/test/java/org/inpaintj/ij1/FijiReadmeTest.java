package org.inpaintj.ij1;

import static org.inpaintj.ij1.ImagePixels.assertOnlyInside;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;

import org.inpaintj.Documents;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.model.folder.ModelFixture;

/** Every macro and script that the documents show does in a real Fiji, without a display, what it is shown for. */
class FijiReadmeTest {

    /** What stands for the models that a user would have. */
    private static final Map<String, String> MODELS = Map.of("sd15", "sd15", "sd15-inpainting", "sd15-inpaint",
            "mobile-sam", "edge-sam", "dino", "dino", "grounding-dino", "dino", "wd-vit-tagger-v3", "wd-tagger");
    /** What leaves the image alone, and makes another one or a text. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "Batch|Compare\\.|Outpaint\\.|Upscale|Interrogate|Enhance|resize=|sd_upscale|hires=");
    private static final Roi OBJECT = new OvalRoi(96, 76, 48, 38);

    @TempDir
    Path folder;

    private FijiProcess fiji;

    @BeforeEach
    void needFiji() throws Exception {
        fiji = new FijiProcess(folder);
    }

    /** The blocks of code that begin with such words. */
    private static List<String> blocks(final String beginning) {
        final Pattern whole = Pattern.compile("(?:" + beginning + ").*", Pattern.DOTALL);
        return Documents.blocksForUsers().stream().map(Documents.Block::text)
                .filter(text -> whole.matcher(text).matches()).toList();
    }

    /** With the models and the words that the tests have, and files in a folder of theirs. */
    private String prepared(final String block) {
        return Pattern.compile("/models/([-\\w.]+)").matcher(block)
                .replaceAll(model -> Matcher.quoteReplacement(model(model.group(1)).toString()))
                .replace("/maps/", folder + "/").replace("control=edges.png", "control=[" + folder + "/edges.png]")
                .replaceAll("(width|height)=(512|1024)", "$1=64").replace("tile=512", "tile=128")
                .replace("steps=80", "steps=4").replace("images=plates", "images=[" + folder + "/plates]")
                .replace("results=clean", "results=[" + folder + "/clean]")
                .replaceAll(" text=\\[[^]]*\\]", " text=[small cat.] choose=1")
                .replaceAll("(confidence=)[\\d.]+(.*) choose=1", "$10.01$2")
                .replaceAll("\"([^\"/]+\\.tif)\"", "\"" + folder + "/$1\"");
    }

    /** What stands for a model, by the name that the documents give it. */
    private Path model(final String name) {
        return switch (name) {
            case "4x-UltraSharp.pth" -> file("upscaler-checkpoints", "new-x4.pth");
            case "realesr-general-x4v3.pth" -> file("upscaler-checkpoints", "realesr-general-x4v3.pth");
            case "sd15.safetensors" -> file("checkpoint-sd1", "sd1.safetensors");
            case "Illustrious-XL-v0.1.safetensors" -> file("checkpoint-sdxl", "sdxl.safetensors");
            case "control_v11p_sd15_canny.pth", "control_v11p_sd15_inpaint.pth" ->
                file("controlnet-sd1", "control_sd1.pth");
            case "canny" -> file("controlnet-sd1", "control-folder");
            case "loras" -> {
                final Path loras = folder.resolve("loras");
                if (loras.toFile().mkdir())
                    try {
                        Files.copy(file("loras", "sgm.safetensors"), loras.resolve("ink.safetensors"));
                    } catch (final IOException e) {
                        throw new UncheckedIOException(e);
                    }
                yield loras;
            }
            default -> ModelFixture.of(MODELS.get(name)).folder();
        };
    }

    private static Path file(final String archive, final String name) {
        return ModelFixture.of(archive).folder().resolve(name);
    }

    /**
     * An image as each block needs it: a selection, an overlay, and a window with labels. Whether a block paints
     * layers, makes images or writes a file, samples differ in the end, and the image itself is as it was.
     */
    @Test
    void theMacrosOfTheDocumentsRepaint() throws Exception {
        final ImagePlus cells = ImagePixels.noise("cells", 8, 1, OBJECT);
        ImagePixels.overlay(cells, OBJECT, new Roi(20, 20, 14, 12));
        ImagePixels.save(cells, folder);
        IJ.saveAs(IJ.createImage("edges", "8-bit ramp", 160, 120, 1), "png", folder.resolve("edges.png").toString());
        IJ.saveAs(IJ.createImage("ramp", "8-bit ramp", 160, 120, 1), "tiff", folder.resolve("ramp.tif").toString());
        final Path plates = Files.createDirectory(folder.resolve("plates"));
        Files.copy(folder.resolve("cells.tif"), plates.resolve("A1.tif"));
        IJ.saveAs(new ImagePlus("mask", cells.createRoiMask()), "png", plates.resolve("A1_mask.png").toString());
        // lines that leave the image alone are each a way of their own
        final List<String> blocks = blocks("run\\(|open\\(|make").stream().flatMap(block ->
                ELSEWHERE.matcher(block).find() ? block.lines() : Stream.of(block))
                // a hub would be asked
                .filter(block -> !block.contains("download=true")).toList();
        assertTrue(blocks.size() >= 15, blocks.toString());
        final StringBuilder all = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++)
            all.append("""
                    newImage("spots", "8-bit black", 160, 120, 1);
                    setColor(255);
                    fillOval(40, 40, 15, 15);
                    open("%1$s/cells.tif");
                    rename("cells");
                    %2$s
                    run("Select None");
                    if (nImages > 2) {
                        saveAs("tiff", "%1$s/made%3$d.tif");
                        selectImage("cells");
                    }
                    saveAs("tiff", "%1$s/block%3$d.tif");
                    run("Close All");
                    """.formatted(folder, prepared(blocks.get(i)), i));
        final String log = fiji.macro(all.toString());
        for (int i = 0; i < blocks.size(); i++) {
            final String told = blocks.get(i) + log;
            assertTrue(Files.exists(folder.resolve("block" + i + ".tif")), told);
            if (blocks.get(i).contains("candidates=4")) {
                final ImagePlus made = ImagePixels.open(folder.resolve("made" + i + ".tif"));
                assertEquals(4, made.getStackSize(), told);
                assertTrue(ImagePixels.differing(made.getStack().getProcessor(1), made.getStack().getProcessor(2),
                        null) > 1000, told);
            }
            if (ELSEWHERE.matcher(blocks.get(i)).find()) {
                final boolean text = blocks.get(i).matches("(?s).*(Interrogate|Enhance|images=).*");
                assertEquals(!text, Files.exists(folder.resolve("made" + i + ".tif")), told);
                final ImagePlus after = ImagePixels.open(folder.resolve("block" + i + ".tif"));
                assertEquals(0, Layer.of(after).size(), told);
                assertEquals(0, ImagePixels.differing(cells.getProcessor(), after.getProcessor(), null), told);
            } else if (blocks.get(i).startsWith("open("))
                assertOnlyInside(cells, ImagePixels.open(folder.resolve("cells-inpainted.tif")), OBJECT, told);
            else
                assertLayers(cells, ImagePixels.open(folder.resolve("block" + i + ".tif")), blocks.get(i), told);
        }
    }

    /** Each line that repaints leaves a layer at least. */
    private static void assertLayers(final ImagePlus source, final ImagePlus made, final String block,
            final String log) {
        final int lines = block.split("run\\(\"(Inpaint|Remove|Repair|Image)", -1).length - 1,
                layers = Layer.of(made).size();
        assertTrue(layers >= lines, log);
        if (lines > 0)
            ImagePixels.assertLayersOnly(source, made, layers, log);
    }

    @Test
    void theScriptOfTheDocumentsGetsTheResult() throws Exception {
        final ImagePlus cells = ImagePixels.noise("cells", 16, 1, OBJECT);
        ImagePixels.save(cells, folder);
        final List<String> blocks = blocks("#@");
        assertFalse(blocks.isEmpty());
        for (final String block : blocks) {
            final String out = fiji.groovy(block.replaceFirst("\nimport", "\nimp = ij.IJ.openImage('" + folder
                    + "/cells.tif')\nimport")
                    + "ij.IJ.saveAsTiff(done.getOutput('result'), '" + folder + "/made.tif')\n"
                    + "ij.IJ.saveAsTiff(imp, '" + folder + "/after.tif')\n");
            assertTrue(Files.exists(folder.resolve("after.tif")), out);
            assertOnlyInside(cells, ImagePixels.open(folder.resolve("made.tif")), OBJECT, out);
            final ImagePlus after = ImagePixels.open(folder.resolve("after.tif"));
            assertEquals(0, Layer.of(after).size());
            assertEquals(0, ImagePixels.differing(cells.getProcessor(), after.getProcessor(), null), out);
        }
    }
}
