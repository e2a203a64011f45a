package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.image.Delivery;
import org.inpaintj.image.Painting;
import org.inpaintj.image.Series;
import org.inpaintj.segment.regions.RegionRequest.Source;
import org.inpaintj.segment.regions.Repair;

import ij.ImagePlus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Repaints each of the objects found in an image file by itself: {@code repair IN --text TEXT --detector FOLDER --out
 * OUT} and the like, with an option for every key of {@link Repair}.
 */
final class RepairCommand extends Command {

    /** Sources whose own option names them. */
    private static final List<Source> NAMED = List.of(Source.TEXT, Source.LABELS, Source.MACRO);

    @Override
    String description() {
        return "Finds objects in an image and repaints each by itself. --text or --labels says what; without them, the "
                + "parts of the selection saved in the TIFF are taken, or those of its overlay with --source overlay.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "IN", "the image"));
        PaintCommand.declarePosition(spec);
        spec.addOption(option("--out", "OUT", true,
                "where the result goes: .tif keeps depth, stack, calibration and a layer "
                + "for each region; .png is for one 8-bit, 16-bit or RGB image"));
        KeyOptions.declare(spec, help, Repair.KEYS);
    }

    @Override
    int run(final ParseResult line, final PrintStream out) {
        final Map<String, String> defaults = new LinkedHashMap<>();
        if (!ImageFiles.isTiff(PaintCommand.out(line)))
            defaults.put("target", "image");
        for (final Source source : NAMED)
            if (line.hasMatchedOption("--" + source.word()))
                defaults.put("source", source.word());
        final Repair repair = KeyOptions.checked(line, () -> Repair.of(KeyOptions.typed(line, Repair.KEYS, defaults)));
        if (repair.regions().source() == Source.MACRO)
            throw new InpaintException("Macros run in the sub-command macro only: let one call Repair Detections... there.");
        final Path target = PaintCommand.writable(line);
        final ImagePlus imp = PaintCommand.open(line, 0);
        ImageFiles.checkHolds(target, imp, repair.request().target(), 1);
        final List<Painting> finished = new ArrayList<>();
        final Painting painting = Series.of(imp, repair.regions(), repair.request()).paint(Progress.NONE,
                finished::add);
        ImageFiles.save(Delivery.deliver(painting), target);
        painting.notes().forEach(note -> out.println("Note: " + note));
        out.println("Wrote " + target + " (" + finished.size() + (finished.size() == 1 ? " region" : " regions")
                + ", engine "
                + painting.capture().request().engine() + ").");
        return Cli.DONE;
    }
}
