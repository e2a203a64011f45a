package org.inpaintj.ij1;

import static org.inpaintj.ij1.ImagePixels.assertLayersOnly;
import static org.inpaintj.ij1.ImagePixels.assertOnlyInside;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;

import org.inpaintj.model.folder.ModelFixture;

/** Macros in a real Fiji without a display: the images they leave differ from what they opened where they should. */
class FijiTest {

    private static final Roi OBJECT = new OvalRoi(30, 24, 22, 18);

    @TempDir
    Path folder;

    private FijiProcess fiji;

    @BeforeEach
    void needFiji() throws Exception {
        fiji = new FijiProcess(folder);
    }

    private ImagePlus saved(final String name) {
        return ImagePixels.open(folder.resolve(name + ".tif"));
    }

    /** Runs examples one after the other, each on the image before it, and saves what is current then. */
    private String examples(final String... imageMacroArgument) throws Exception {
        final StringBuilder all = new StringBuilder();
        for (int i = 0; i < imageMacroArgument.length; i += 3)
            all.append("""
                    if ("%1$s" != "") open("%4$s/%1$s.tif");
                    runMacro("%5$s/%2$s.ijm", "%3$s");
                    saveAs("tiff", "%4$s/%2$s.tif");
                    close("*");
                    """.formatted(imageMacroArgument[i], imageMacroArgument[i + 1], imageMacroArgument[i + 2], folder,
                    Path.of("macros").toAbsolutePath()));
        return fiji.macro(all.toString());
    }

    @Test
    void theExamplesRepaintWhatIsSelected() throws Exception {
        final ImagePlus cells = ImagePixels.noise("cells", 16, 1, OBJECT),
                movie = ImagePixels.noise("movie", 8, 3, OBJECT);
        final ImagePlus plate = ImagePixels.noise("plate", 8, 1, OBJECT);
        ImagePixels.overlay(plate, OBJECT, new Roi(60, 10, 9, 12));
        for (final ImagePlus source : List.of(cells, movie, plate))
            ImagePixels.save(source, folder);
        final String out = examples("cells", "Inpaint_Selection", "", "movie", "Inpaint_Every_Slice", "", "plate",
                "Inpaint_Overlay_ROIs", "", "", "Repair_Detections", "");
        assertOnlyInside(cells, saved("Inpaint_Selection"), OBJECT, out);
        assertOnlyInside(movie, saved("Inpaint_Every_Slice"), OBJECT, out);
        assertLayersOnly(plate, saved("Inpaint_Overlay_ROIs"), 2, out);
        final ImagePlus spots = saved("Repair_Detections");
        assertLayersOnly(spots, spots, 4, out);
    }

    @Test
    void aFolderIsRepaintedFileByFile() throws Exception {
        final Path images = Files.createDirectory(folder.resolve("images"));
        final Roi bar = new Roi(160 - 63, 120 - 23, 56, 14);
        final List<ImagePlus> sources = List.of(ImagePixels.noise("a", 8, 1, bar), ImagePixels.noise("b", 16, 1, bar));
        for (final ImagePlus source : sources)
            ImagePixels.save(source, images);
        final String out = fiji.run(FijiProcess.PATIENCE, "--headless", "-macro",
                Path.of("macros/Inpaint_Folder.ijm").toAbsolutePath().toString(),
                images.toString());
        for (final ImagePlus source : sources)
            assertOnlyInside(source,
                    ImagePixels.open(images.resolve("inpainted/" + source.getTitle() + ".tif")), bar, out);
    }

    @Test
    void theExamplesWithAModelDoWhatTheySay() throws Exception {
        final String sam = ModelFixture.of("edge-sam").folder().toString(),
                dino = ModelFixture.of("dino").folder().toString();
        final String sd = ModelFixture.of("sd15").folder().toString();
        final ImagePlus cells = ImagePixels.noise("cells", 16, 1, OBJECT);
        ImagePixels.save(cells, folder);
        final String out = examples("cells", "Remove_by_Text", dino + ";" + sam + ";small cat.;choose=1", "cells",
                "Refine_and_Inpaint", sam, "cells", "Image_to_Image", sd, "", "Text_to_Image", sd);
        assertLayersOnly(cells, saved("Remove_by_Text"), 1, out);
        assertLayersOnly(cells, saved("Refine_and_Inpaint"), 1, out);
        assertOnlyInside(cells, saved("Image_to_Image"), OBJECT, out);
        final ImagePlus made = saved("Text_to_Image");
        assertEquals(List.of(64, 48, 2), List.of(made.getWidth(), made.getHeight(), made.getStackSize()));
        assertTrue(ImagePixels.differing(made.getStack().getProcessor(1), made.getStack().getProcessor(2),
                null) > 64 * 48 / 4);
    }

    @Test
    void errorsStopTheMacroAndSayWhy() throws Exception {
        for (final String[] wrong : new String[][] { { "stepz=3", "Unknown key 'stepz': did you mean 'steps'" },
                { "steps=many", "The value of 'steps' must be a whole number from 1 to 1000, not 'many'." },
                { "engine=nobody", "There is no engine 'nobody'" } }) {
            final String out = fiji.macro("newImage('a', '8-bit ramp', 64, 64, 1);\nmakeRectangle(20, 20, 9, 9);\n"
                    + "run('Inpaint Selection...', '" + wrong[0] + "');\nprint('went on');\n");
            assertTrue(out.replaceAll("\\s+", " ").contains(wrong[1]), out);
            assertFalse(out.contains("went on") || out.contains("Exception"), out);
        }
    }

    @Test
    void laterCommandsGetTheRightImage() throws Exception {
        final String out = fiji.macro("""
                newImage("a", "8-bit ramp", 64, 64, 1);
                makeRectangle(20, 20, 9, 9);
                run("Inpaint Selection...", "engine=patch seed=1 target=image invert=false");
                print("made:", getTitle());
                selectImage("a");
                run("Remove Object", "seed=1");
                print("layers on:", getTitle(), Overlay.size, "images:", nImages);
                """);
        assertTrue(out.contains("made: a-inpainted") && out.contains("layers on: a 1 images: 2"), out);
    }

    @Test
    void aCommandRunsFromTheCommandLine() throws Exception {
        final String out = fiji.run(FijiProcess.PATIENCE, "--headless", "--run",
                "command:org.inpaintj.command.DeviceReport");
        assertTrue(out.contains("report = ") && out.contains("ONNX Runtime: "), out);
    }

    /** The runtime is loaded on long command lines too, and Fiji starts without a word about commands there twice. */
    @Test
    void theDeviceReportComesWithEachKindOfClassPath() throws Exception {
        for (final FijiProcess started : List.of(fiji, fiji.spelledOut())) {
            final String out = started.macro("run(\"Device Report\");\nprint(\"went on\");\n");
            assertTrue(out.contains("ONNX Runtime") && out.contains("went on"), out);
            assertFalse(out.contains("Overriding"), out);
        }
    }
}
