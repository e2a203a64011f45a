package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.stops;

import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import ij.IJ;
import ij.ImagePlus;

import org.inpaintj.imagej.layer.Layer;

/** Macros, with windows and in batch mode. */
final class MacroScenarios {

    private MacroScenarios() {}

    static void macroErrors() {
        image();
        stops("engine=slow stepz=3", "Unknown key 'stepz': did you mean 'steps'");
        stops("engine=slow steps=many", "The value of 'steps' must be a whole number from 1 to 1000, not 'many'.");
        stops("engine=slow target=paper", "The value of 'target' must be one of layer, image, slice, inplace");
        stops("engine=slwo", "There is no engine 'slwo': did you mean 'slow'?");
        stops("engine=slow cfg=99", "The engine was told to fail: choose another cfg.");
        stops("engine=slow image=nobody", "There is no open image 'nobody'");
        stops("engine=slow mask=[no such mask.tif]", "no such mask.tif");
        stops("engine=slow candidates=1000000", "from 1 to 64");
        stops("engine=slow prompt=[a steps=9 b] steps=2 steps=3", "The key 'steps' is given twice.");
    }

    static void nothingSelected() {
        stops("engine=slow", "There is no image open");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        final Window message = PlainImageJGui.await("message", () -> message("There is no image open"));
        PlainImageJGui.press(message, "OK");
        final ImagePlus imp = image();
        imp.deleteRoi();
        stops("engine=slow", "elect");
    }

    static void booleans() {
        final ImagePlus imp = image();
        check(macro("run('Inpaint Selection...', 'engine=slow seed=1 invert');").isEmpty(), "bare key");
        check(macro("run('Inpaint Selection...', 'engine=slow seed=1 invert=true');").isEmpty(), "key=true");
        check(macro("run('Inpaint Selection...', 'engine=slow seed=1 invert=false');").isEmpty(), "key=false");
        final List<String> inverted = Layer.of(imp).stream().map(l -> l.provenance().request().get("invert")).toList();
        check(inverted.equals(List.of("true", "true", "false")), inverted);
    }

    static void batchMode() {
        check(macro("""
                setBatchMode(true);
                newImage("a", "8-bit ramp", 64, 64, 1);
                makeRectangle(20, 20, 10, 10);
                run("Inpaint Selection...", "engine=slow seed=3 target=image");
                if (nImages != 2) exit("two images, not " + nImages);
                made = getTitle();
                if (made == "a") exit("the new image is the active one");
                selectImage("a");
                run("Inpaint Selection...", "engine=slow seed=3");
                if (Overlay.size != 1) exit("the layer is on the image selected");
                run("Flatten Layers");
                if (nImages != 3) exit("flattened");
                selectImage(made);
                if (Overlay.size != 0) exit("the other is as it was");
                """).isEmpty(), "no message");
    }

    /**
     * A shown image that is selected is not what a macro in batch mode, or a caller with an image of its own, means.
     */
    static void theImageMeantIsPainted() {
        final ImagePlus shown = image();
        check(macro("""
                setBatchMode(true);
                newImage("b", "8-bit ramp", 64, 64, 1);
                makeRectangle(20, 20, 10, 10);
                run("Inpaint Selection...", "engine=slow seed=3");
                if (getTitle() != "b" || Overlay.size != 1) exit("the layer is on b");
                run("Flatten Layers");
                if (getTitle() != "b-inpainted" || Overlay.size != 0) exit("the copy is current, not " + getTitle());
                makeRectangle(2, 2, 10, 10);
                run("Inpaint Selection...", "engine=slow seed=3 target=image");
                if (getTitle() != "b-inpainted-inpainted" && getTitle() != "b-inpainted-1")
                    exit("current is " + getTitle());
                """).isEmpty(), "no message");
        final ImagePlus hidden = IJ.createImage("hidden", "8-bit ramp", 64, 64, 1);
        hidden.setRoi(20, 20, 10, 10);
        IJ.run(hidden, "Inpaint Selection...", "engine=slow seed=3");
        check(Layer.of(hidden).size() == 1, "the layer is on the image given");
        check(Layer.of(shown).isEmpty(), "and not on the one shown");
    }

    static void layersMacro() {
        final ImagePlus imp = image();
        check(macro("run('Inpaint Selection...', 'engine=slow seed=200 candidates=3');"
                + "run('Layers...', 'action=discard layer=1');"
                + "run('Layers...', 'action=show');").isEmpty(), "no message");
        check(Layer.of(imp).size() == 2 && Layer.of(imp).stream().allMatch(Layer::visible), "two shown");
        check(macro("run('Layers...', 'action=accept layer=2'); run('Layers...', 'action=repeat layer=1');").isEmpty(),
                "no message");
        check(Layer.of(imp).size() == 2, "one accepted, one repeated");
        final String message = macro("run('Layers...', 'action=hide layer=9');");
        check(message.contains("'cells' has no layer 9: it has 2."), message);
    }

    static void examples() throws IOException {
        example("Inpaint_Selection", imp -> imp.getProcessor().get(120, 95) < 255);
        example("Inpaint_Every_Slice", imp -> imp.getStackSize() == 5
                && imp.getStack().getProcessor(5).get(67, 46) < 65535);
        example("Inpaint_Overlay_ROIs", imp -> Layer.of(imp).size() == 3);
        example("Repair_Detections", imp -> Layer.of(imp).size() == 4);
        example("Upscale_Image", imp -> imp.getWidth() == 256 && imp.getBitDepth() == 16);
        final Path folder = Files.createTempDirectory("inpaintj");
        macro("newImage('a', '8-bit ramp', 120, 90, 1); saveAs('tiff', '" + folder + "/a.tif'); close();");
        final String message = macro("runMacro('" + path("Inpaint_Folder") + "', '" + folder + "');");
        check(message.isEmpty() && Files.exists(folder.resolve("inpainted/a.tif")), message);
    }

    /** @param right what the image must be like that is current in the end */
    private static void example(final String name, final Predicate<ImagePlus> right) {
        final String message = macro("runMacro('" + path(name) + "');");
        check(message.isEmpty(), name + ": " + message);
        check(right.test(IJ.getImage()), name + " has left " + IJ.getImage());
        macro("close('*');");
    }

    private static Path path(final String name) {
        return Path.of("macros", name + ".ijm").toAbsolutePath();
    }
}
