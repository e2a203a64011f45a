package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;

import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.file.StageFiles;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.OutpaintJob;
import org.inpaintj.imagej.job.OutpaintResult;
import org.inpaintj.inpaint.StageViewer;
import org.inpaintj.outpaint.OutpaintKeys.Positions;
import org.inpaintj.outpaint.OutpaintRequest;
import org.inpaintj.params.Parameters;

/**
 * The sub-command {@code outpaint IN... --out OUT} enlarges image files and continues them on the new ground; it has an
 * option for every key of {@link OutpaintRequest}.
 */
final class OutpaintCommand extends FileCommand {

    private final Parameters<OutpaintRequest> keys = OutpaintRequest.keys();

    @Override
    String description() {
        return "Enlarges an image and continues it on the new ground, with a diffusion model or from the image itself.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("IN --out OUT [--directions left,right,up,down] [--expand N] [--KEY VALUE]...",
                "IN... --out-dir DIR [--directions left,right,up,down] [--expand N] [--KEY VALUE]..."),
                List.of("outpaint cells.tif --out larger.tif --directions left,right --expand 64 --seed 1",
                        "outpaint photo.png --out wide.png --method mosaic --directions right --model sd15 "
                                + "--prompt \"a meadow\""));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declareFiles(spec, "the image, or several", "where the enlarged image goes: .tif, or .png for one 8-bit, "
                + "16-bit or RGB image");
        PaintOptions.declarePosition(spec);
        spec.addOption(option("--save-stages", "DIR", "also write, into a folder a pass in this one (pass1-left and so "
                + "on), start.tif (what the engine starts from), mask.tif (the mask of the method), latent_mask.tif "
                + "(what is repainted), scene.tif, engine.tif (as the engine returned it, 0 to 1) and composite.tif, "
                + "and latent.tif of a diffusion model, all 32-bit; of several images each into one of its own in "
                + "there"));
        EngineJars.declare(spec);
        KeyOptions.declare(spec, help, keys);
    }

    @Override
    Job job(final ParseResult line, final Path out) {
        ImageFiles.checkFormat(out);
        final OutpaintRequest request = KeyOptions.checked(line, () -> {
            final OutpaintRequest read = keys.parse(KeyOptions.typed(line, keys, Map.of()));
            read.ground().directions();
            return read;
        });
        return (in, messages) -> outpaint(line, PaintOptions.open(line, in), request, out, messages);
    }

    private static void outpaint(final ParseResult line, final ImagePlus imp, final OutpaintRequest request,
            final Path out, final Messages messages) {
        ImageFiles.checkHolds(out, imp, request.ground().border().positions() == Positions.ALL
                ? Request.Target.INPLACE : Request.Target.IMAGE, request.request().candidates());
        Engines.found().newProblems().forEach(messages::note);
        final OutpaintJob job = OutpaintJob.of(imp, request);
        final Path folder = Outputs.stages(line, out);
        final Function<String, StageViewer> stages = pass -> folder == null ? StageViewer.NONE
                : new StageFiles(Outputs.makeFolder(folder.resolve(pass), "stages"));
        final OutpaintResult result = messages.work("inpaintj: " + job.title(), progress -> job.paint(progress,
                stages));
        final ImagePlus made = result.deliver();
        ImageFiles.save(made, out, messages::note);
        result.notes().forEach(messages::note);
        final Request done = job.request();
        messages.result("Wrote " + out + " (" + made.getWidth() + " x " + made.getHeight() + " px, engine "
                + done.engine() + (Engines.found().get(done.engine()).capabilities().draws() ? ", seed " + done.seed()
                : "") + ").");
    }
}
