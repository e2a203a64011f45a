package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;

import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.file.LargeImages;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintResult;
import org.inpaintj.imagej.job.RegionBatch;
import org.inpaintj.imagej.large.LargeJob;
import org.inpaintj.job.Job;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RegionRequest.Source;
import org.inpaintj.repair.RepairRequest;

/**
 * The sub-command {@code repair IN --text TEXT --detector FOLDER --out OUT}, of which there are other forms, repaints
 * each of the objects found in an image file by itself; it has an option for every key of {@link RepairRequest}.
 */
final class RepairCommand extends FileCommand {

    private final Parameters<RepairRequest> keys = RepairRequest.keys();

    /** Sources whose own option names them. */
    private static final List<Source> NAMED = List.of(Source.TEXT, Source.LABELS, Source.MACRO, Source.DEFECTS);

    @Override
    String description() {
        return "Finds objects in an image and repaints each by itself. --text, --labels or --defects says what; "
                + "without them, the parts of the selection saved in the TIFF are taken, or those of its overlay with "
                + "--source overlay.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("IN (--text TEXT --detector FOLDER | --labels FILE | --defects KINDS | --source "
                + "overlay) --out OUT [--KEY VALUE]...", "IN... (--text TEXT --detector FOLDER | --labels FILE | "
                        + "--defects KINDS | --source overlay) --out-dir DIR [--KEY VALUE]..."),
                List.of("repair plate.tif --labels spots.tif --out clean.tif --engine patch --seed 1",
                        "repair photo.png --text \"face.\" --detector dino --out better.png --model sd15 --prompt \"a "
                        + "face\""));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declareFiles(spec, "the image, or several", "where the result goes: .tif keeps depth, stack, calibration and a "
                + "layer for each region; .png is for one 8-bit, 16-bit or RGB image");
        PaintOptions.declarePosition(spec);
        LargeImages.declare(spec);
        EngineJars.declare(spec);
        KeyOptions.declare(spec, help, keys);
    }

    @Override
    Job job(final ParseResult line, final Path out) {
        LargeImages.checkFormat(out);
        final Map<String, String> defaults = new LinkedHashMap<>();
        if (ImageFiles.isPng(out))
            defaults.put("target", "image");
        for (final Source source : NAMED)
            if (line.hasMatchedOption("--" + source.word()))
                defaults.put("source", source.word());
        final RepairRequest repair = KeyOptions.checked(line, () -> keys.parse(KeyOptions.typed(line, keys,
                defaults)));
        if (repair.regions().source() == Source.MACRO)
            throw new InpaintException(
                    "Macros run in the sub-command macro only: let one call Repair Detections... there.");
        return (in, messages) -> {
            if (LargeImages.isWanted(line, in, "--labels"))
                LargeImages.run(line, LargeJob.repair(in, PaintOptions.slice(line), PaintOptions.frame(line), repair),
                        out, messages);
            else
                repair(PaintOptions.open(line, in), repair, out, messages);
        };
    }

    private static void repair(final ImagePlus imp, final RepairRequest repair, final Path out,
            final Messages messages) {
        ImageFiles.checkHolds(out, imp, repair.request().target(), 1);
        Engines.found().newProblems().forEach(messages::note);
        final List<InpaintResult> finished = new ArrayList<>();
        final RegionBatch batch = RegionBatch.of(imp, repair.regions(), repair.request());
        final InpaintResult result = messages.work("inpaintj: " + imp.getTitle(),
                progress -> batch.paint(progress, finished::add));
        ImageFiles.save(Delivery.deliver(result), out, messages::note);
        result.notes().forEach(messages::note);
        messages.result("Wrote " + out + " (" + finished.size() + (finished.size() == 1 ? " region" : " regions")
                + ", engine " + result.job().request().engine() + ").");
    }
}
