package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;
import ij.gui.Roi;

import org.inpaintj.cli.file.CandidateFiles;
import org.inpaintj.cli.file.SegmentByText;
import org.inpaintj.cli.file.SelectionFiles;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.imagej.region.SelectionProvenance;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.job.Job;
import org.inpaintj.params.Parameters;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.MaskUnion;
import org.inpaintj.segment.RgbImage;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.sam.SamModel;
import org.inpaintj.segment.sam.Segmenter;
import org.inpaintj.segment.sam.Segmenters;

/**
 * The sub-command {@code segment} finds objects in an image file:
 * {@code segment IN --model FOLDER [--points "x,y,+;x,y,-"] [--box x,y,w,h] --out OUT}, or
 * {@code segment IN --text "cat. dog." --detector FOLDER [--model FOLDER] --out OUT}, and an option for every key of
 * {@link SelectionRequest} but {@code output}, which the file decides.
 */
final class SegmentCommand extends FileCommand {

    static final Parameters<SelectionRequest> KEYS = new Parameters<>(SelectionRequest.of(Map.of()),
            Set.of("output"));
    @Override
    String description() {
        return "Finds the object that points or a box mean, with a Segment Anything model, or what a text names, with "
                + "GroundingDINO, and saves it as a mask or as ImageJ selections. With --text and without --model "
                + "the boxes are the result.";
    }

    @Override
    Usage usage() {
        return new Usage(
                List.of("IN --model FOLDER (--points \"x,y,+;x,y,-\" | --box x,y,w,h) --out OUT [--KEY VALUE]...",
                "IN... --text TEXT --detector FOLDER [--model FOLDER] (--out OUT | --out-dir DIR) [--KEY VALUE]..."),
                List.of("segment cells.tif --model mobile-sam --points \"120,80,+;40,30,-\" --out mask.png",
                        "segment plate.png --text \"scale bar.\" --detector dino --out boxes.zip"));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declareFiles(spec, "the image, taken as it is shown, or several", "where the best candidate goes: .png or .tif "
                + "for a mask (255 = the object), .roi or .zip for a selection");
        KeyOptions.declare(spec, help, KEYS);
        PaintOptions.declarePosition(spec);
        spec.addOption(option("--save-stages", "DIR", "also write every candidate, best first, as mask0.png, "
                + "mask1.png... and their predicted quality as scores.json into this folder; of several images each "
                + "into one of its own in there"));
    }

    @Override
    Job job(final ParseResult line, final Path out) {
        // without a model for outlines the boxes are the result
        final SelectionRequest request = KeyOptions.checked(line, () -> KEYS.parse(KeyOptions.typed(line, KEYS,
                line.hasMatchedOption("--model") ? Map.of() : Map.of("shape", "box"))));
        if (line.hasMatchedOption("--text"))
            return byText(line, request, out);
        KEYS.keys().stream().filter(key -> KEYS.describe(key).when().equals("text"))
                .filter(key -> line.hasMatchedOption("--" + key)).findFirst().ifPresent(key -> {
            throw wrong(line, "--" + key + " needs --text, the words for what to find.");
        });
        final SegmentPrompt prompt = KeyOptions.checked(line, request::prompt).orElseThrow(() -> wrong(line,
                "Nothing says which object is meant: give --points, --box or --text."));
        if (!line.hasMatchedOption("--model"))
            throw wrong(line, "--points and --box need --model, the folder of a Segment Anything model.");
        SelectionFiles.checkFormat(out);
        return (in, messages) -> byPointing(line, in, request, prompt, out, messages);
    }

    private static void byPointing(final ParseResult line, final Path in, final SelectionRequest request,
            final SegmentPrompt prompt, final Path out, final Messages messages) {
        final SamModel model = Segmenters.model(request.model());
        final ImagePlus imp = PaintOptions.open(line, in);
        final Path folder = Outputs.stages(line, out);
        final RgbImage rgb = DisplayedImage.of(imp);
        final Segmentation found = messages.work("inpaintj: " + imp.getTitle(), progress -> find(model, rgb, prompt,
                progress));
        if (folder != null)
            new CandidateFiles(folder).write(MaskUnion.of(List.of(found)), imp.getWidth(), imp.getHeight());
        final MaskCandidate candidate = request.candidate(found);
        final Mask mask = request.tidy(candidate.mask(), new Box(0, 0, imp.getWidth(), imp.getHeight()));
        if (SelectionFiles.isRoi(out))
            SelectionFiles.save(List.of(selection(model, prompt, candidate, mask)), out, messages::note);
        else
            SelectionFiles.save(mask, imp.getWidth(), imp.getHeight(), out, messages::note);
        model.notes().forEach(messages::note);
        found.notes().forEach(messages::note);
        if (mask.isEmpty())
            messages.note("The mask is empty; give other points, or the box around the object.");
        messages.result(String.format(Locale.ROOT, "Wrote %s (%s, predicted quality %.3f).", out, model.title(),
                candidate.score()));
    }

    private static Job byText(final ParseResult line, final SelectionRequest request, final Path out) {
        for (final String other : List.of("--points", "--box"))
            if (line.hasMatchedOption(other))
                throw wrong(line, "--text and " + other + " exclude each other: give one of them.");
        if (!line.hasMatchedOption("--detector"))
            throw wrong(line, "--text needs --detector, the folder of an exported GroundingDINO.");
        SelectionFiles.checkFormat(out);
        return (in, messages) -> {
            final SegmentByText segment = new SegmentByText(request, out, messages);
            segment.run(PaintOptions.open(line, in), Outputs.stages(line, out));
        };
    }

    private static Segmentation find(final SamModel model, final RgbImage rgb, final SegmentPrompt prompt,
            final Progress progress) {
        try (Segmenter segmenter = new Segmenter(model)) {
            return segmenter.segment(segmenter.embed(rgb, progress), prompt, progress);
        }
    }

    private static Roi selection(final SamModel model, final SegmentPrompt prompt, final MaskCandidate candidate,
            final Mask mask) {
        final Roi roi = MaskToRoi.of(mask).orElseThrow(() -> new InpaintException("The model found "
                + "nothing there, so there is no selection to save; give other points, or the box around the object."));
        SelectionProvenance.of(model, prompt, candidate).attach(roi);
        return roi;
    }
}
