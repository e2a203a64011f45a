package org.inpaintj.cli;

import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.cli.macro.MacroMenu;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.imagej.image.SampleImage;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.params.MacroLine;

/**
 * The sub-command {@code demo} inpaints a sample image that comes with the jar: on a screen it does so in ImageJ, as a
 * user would; without one, it writes the result and a picture of before and after.
 */
final class DemoCommand extends SubCommand {

    private static final String CHANGE = "The towers behind the photographer, at the right of the picture, are gone.";

    @Override
    String description() {
        return "Repaints a region of a sample image: in ImageJ's windows, or into files where there is no display.";
    }

    @Override
    Usage usage() {
        return Usage.plain("[--out DIR]", "demo");
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addOption(option("--out", "DIR", "without a display: the folder to write to, made if need be; default the "
                + "current one"));
        Outputs.declareOverwrite(spec);
    }

    @Override
    int run(final ParseResult line, final Messages messages) {
        if (!hasScreen()) {
            write(Path.of(line.<String>matchedOptionValue("--out", "")), Outputs.overwrites(line), messages);
            return ExitCode.OK;
        }
        final ImageJ ij = new ImageJ(ImageJ.STANDALONE);
        ij.exitWhenQuitting(true);
        MacroMenu.install(ij);
        final ImagePlus imp = sample();
        imp.show();
        IJ.run(imp, "Inpaint Selection...", MacroLine.format(request()));
        IJ.run(imp, "Layers...", "");
        messages.result(CHANGE + " The new samples are a layer of '" + imp.getTitle() + "': Hide and Show in the "
                + "window Layers show before and after. Go on in Plugins > InpaintJ.");
        return Cli.STAYS_OPEN;
    }

    private static void write(final Path folder, final boolean overwrite, final Messages messages) {
        Outputs.makeFolder(folder.toAbsolutePath(), "demo");
        Path result = folder.resolve("inpaintj-demo.tif"), picture = folder.resolve("inpaintj-demo-before-after.png");
        // the demo runs again and again, and what it has made stays
        for (int k = 2; !overwrite && (Files.exists(result) || Files.exists(picture)); k++) {
            result = folder.resolve("inpaintj-demo-" + k + ".tif");
            picture = folder.resolve("inpaintj-demo-" + k + "-before-after.png");
        }
        final ImagePlus imp = sample();
        final ImagePlus layered = Delivery.deliver(InpaintJob.of(imp,
                Engines.found().request(request())).paint(Progress.NONE));
        ImageFiles.save(layered, result, messages::note);
        ImageFiles.save(besides(imp, LayerFlattener.flatten(layered, false)), picture, messages::note);
        messages.result("There is no display, so the demo ran without one. " + CHANGE);
        messages.result("The image with its layer: " + result.toAbsolutePath());
        messages.result("Before and after:         " + picture.toAbsolutePath());
    }

    private static Map<String, String> request() {
        return Map.of("engine", Engines.found().embedded().id(), "seed", "1");
    }

    /** The sample with a selection around what is to go. */
    private static ImagePlus sample() {
        final ImagePlus imp = SampleImage.open();
        imp.setRoi(SampleImage.towers());
        return imp;
    }

    /** The image with its selection outlined on the left, the result on the right. */
    private static ImagePlus besides(final ImagePlus before, final ImagePlus after) {
        final int width = before.getWidth(), height = before.getHeight();
        final ImageProcessor both = new ColorProcessor(2 * width, height);
        final ImageProcessor left = before.getProcessor().convertToRGB();
        final Roi roi = before.getRoi();
        left.setColor(Roi.getColor());
        left.setLineWidth(2);
        roi.drawPixels(left);
        both.insert(left, 0, 0);
        both.insert(after.getProcessor().convertToRGB(), width, 0);
        final ImagePlus picture = new ImagePlus("before and after", both);
        ProvenanceRecords.of(after).forEach(record -> ProvenanceRecords.add(picture, record));
        return picture;
    }

    private static boolean hasScreen() {
        try {
            return !GraphicsEnvironment.isHeadless()
                    && GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices().length > 0;
        } catch (final HeadlessException | java.awt.AWTError e) {
            // DISPLAY names a screen that does not answer
            return false;
        }
    }
}
