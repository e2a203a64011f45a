package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.Documents;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.model.folder.ModelFixture;

/**
 * The macros in {@code macros/} and of the documents, without a display: by the pixels that they leave, inside and
 * outside.
 */
class MacroExamplesTest {

    @TempDir
    Path folder;

    private void run(final String text) throws IOException {
        CliRun.process(List.of(), "macro", Files.writeString(folder.resolve("macro.ijm"), text)).done();
    }

    /** A line that saves the image that is current when the example has ended, or the one named, as NAME.tif. */
    private String save(final String name) {
        return "saveAs('tiff', '" + folder.resolve(name + ".tif") + "');\n";
    }

    private static String example(final String name, final String... argument) {
        return "runMacro('" + Path.of("macros", name + ".ijm").toAbsolutePath() + "', '" + String.join("", argument)
                + "');\n";
    }

    private ImagePlus open(final String name) {
        return IJ.openImage(folder.resolve(name + ".tif").toString());
    }

    /** Asserts that two planes differ inside the regions, in each of them, and nowhere else. */
    private static void assertRepainted(final ImageProcessor before, final ImageProcessor after, final Roi... regions) {
        final int[] changed = new int[regions.length];
        for (int y = 0; y < before.getHeight(); y++)
            for (int x = 0; x < before.getWidth(); x++)
                if (before.get(x, y) != after.get(x, y)) {
                    int in = 0;
                    while (in < regions.length && !regions[in].contains(x, y))
                        in++;
                    assertTrue(in < regions.length, "changed outside, at " + x + ", " + y);
                    changed[in]++;
                }
        for (int k = 0; k < regions.length; k++)
            assertTrue(changed[k] > regions[k].getStatistics().pixelCount / 4, "only " + changed[k] + " changed in "
                    + regions[k]);
    }

    private static ByteProcessor noise(final int width, final int height) {
        final ByteProcessor noise = new ByteProcessor(width, height);
        final Random random = new Random(1);
        for (int i = 0; i < width * height; i++)
            noise.set(i, 80 + random.nextInt(40));
        return noise;
    }

    @Test
    void aSelection() throws IOException {
        run(example("Inpaint_Selection") + save("after") + "selectImage('sample');\nOverlay.remove;\n"
                + save("before"));
        final ImageProcessor after = open("after").getProcessor();
        assertRepainted(open("before").getProcessor(), after, new OvalRoi(96, 76, 48, 38));
        after.setRoi(100, 80, 40, 30);
        assertTrue(after.getStatistics().max < 255, "the white object is gone");
    }

    @Test
    void everySlice() throws IOException {
        run(example("Inpaint_Every_Slice") + save("after") + "selectImage('movie');\n" + save("before"));
        final ImagePlus before = open("before"), after = open("after");
        assertEquals(5, after.getStackSize());
        for (int z = 1; z <= 5; z++)
            assertRepainted(before.getStack().getProcessor(z), after.getStack().getProcessor(z),
                    new OvalRoi(58, 38, 18, 16));
    }

    @Test
    void everyRegionOfTheOverlay() throws IOException {
        run(example("Inpaint_Overlay_ROIs") + "run('Flatten Layers');\n" + save("after")
                + "selectImage('plate');\nOverlay.remove;\n" + save("before"));
        assertRepainted(open("before").getProcessor(), open("after").getProcessor(), new OvalRoi(37, 57, 30, 24),
                new OvalRoi(107, 77, 30, 24), new OvalRoi(177, 97, 30, 24));
    }

    @Test
    void everySpot() throws IOException {
        run(example("Repair_Detections") + "run('Flatten Layers');\n" + save("after") + "selectImage('plate');\n"
                + "Overlay.remove;\n" + save("before"));
        final Roi[] spots = new Roi[4];
        for (int i = 0; i < spots.length; i++)
            // grown by a square of 6
            spots[i] = new Roi(36 + 50 * i, 36 + 15 * i, 20, 18);
        assertRepainted(open("before").getProcessor(), open("after").getProcessor(), spots);
    }

    @Test
    void aFolder() throws IOException {
        final Path images = Files.createDirectory(folder.resolve("images"));
        for (int k = 0; k < 2; k++) {
            ImageFiles.save(new ImagePlus("", noise(120 + 10 * k, 90)), images.resolve(k + ".tif"));
        }
        run(example("Inpaint_Folder", images.toString()));
        for (int k = 0; k < 2; k++) {
            final ImagePlus before = open("images/" + k);
            assertRepainted(before.getProcessor(), open("images/inpainted/" + k).getProcessor(),
                    new Roi(before.getWidth() - 63, before.getHeight() - 23, 56, 14));
        }
    }

    @Test
    void anEnlargedImage() throws IOException {
        run(example("Upscale_Image") + save("lanczos") + "close();\n" + example("Upscale_Image",
                ModelFixture.of("upscalers").folder().resolve("x4.onnx").toString()) + save("network"));
        for (final String name : new String[] { "lanczos", "network" }) {
            final ImagePlus after = open(name);
            assertEquals(256, after.getWidth());
            assertEquals(16, after.getBitDepth());
            assertEquals(0.125, after.getCalibration().pixelWidth, 1e-6);
            assertTrue(after.getProcessor().get(128, 88) > 50000 && after.getProcessor().get(4, 4) < 20000, name);
        }
    }

    /** Saves what it says it saves: the copy, not the image with its layers. */
    @Test
    void theMacroOfTheDocuments() throws IOException {
        final List<String> blocks = Documents.blocksForUsers().stream().map(Documents.Block::text)
                .filter(text -> text.startsWith("open(\"cells.tif\")")).toList();
        assertEquals(1, blocks.size());
        final ByteProcessor noise = noise(200, 150);
        ImageFiles.save(new ImagePlus("cells", noise), folder.resolve("cells.tif"));
        run(blocks.get(0).replace("\"cells", "\"" + folder + "/cells"));
        final ImagePlus after = open("cells-inpainted");
        assertRepainted(noise, after.getProcessor(), new OvalRoi(96, 76, 48, 38));
        assertEquals(null, after.getOverlay());
    }
}
