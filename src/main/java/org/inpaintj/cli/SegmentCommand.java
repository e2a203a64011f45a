package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.engine.Box;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Vocabulary;
import org.inpaintj.image.Outlines;
import org.inpaintj.image.SelectionProvenance;
import org.inpaintj.image.Shown;
import org.inpaintj.mask.Mask;
import org.inpaintj.segment.Candidate;
import org.inpaintj.segment.Level;
import org.inpaintj.segment.Picture;
import org.inpaintj.segment.Prompt;
import org.inpaintj.segment.SegmentModel;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.Segmenter;
import org.inpaintj.segment.Segmenters;
import org.inpaintj.segment.SelectionRequest;

import ij.ImagePlus;
import ij.gui.Roi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Finds objects in an image file: {@code segment IN --model FOLDER [--points "x,y,+;x,y,-"] [--box x,y,w,h] --out OUT},
 * or {@code segment IN --text "cat. dog." --detector FOLDER [--model FOLDER] --out OUT}, and an option for every key of
 * {@link SelectionRequest} but {@code output}, which the file decides.
 */
final class SegmentCommand extends Command {

    private static final Vocabulary<SelectionRequest> KEYS = new Vocabulary<>(SelectionRequest.of(Map.of()),
            Set.of("output"));
    private static final List<String> OF_A_TEXT = List.of("shape", "box_threshold", "text_threshold", "nms", "detector",
            "choose");

    @Override
    String description() {
        return "Finds the object that points or a box mean, with a Segment Anything model, or what a text names, with "
                + "GroundingDINO, and saves it as a mask or as ImageJ selections. With --text and without --model "
                + "the boxes are the result.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "IN", "the image, taken as it is shown"));
        KeyOptions.declare(spec, help, KEYS);
        PaintCommand.declarePosition(spec);
        spec.addOption(option("--out", "OUT", true, "where the best candidate goes: .png or .tif for a mask (255 = the "
                + "object), .roi or .zip for a selection"));
        spec.addOption(option("--save-stages", "DIR", false, "also write every candidate, best first, as mask0.png, "
                + "mask1.png... and their predicted quality as scores.json into this folder"));
    }

    @Override
    int run(final ParseResult line, final PrintStream out) {
        final Path target = PaintCommand.out(line);
        // without a model for outlines the boxes are the result
        final SelectionRequest request = KeyOptions.checked(line, () -> KEYS.parse(KeyOptions.typed(line, KEYS,
                line.hasMatchedOption("--model") ? Map.of() : Map.of("shape", "box"))));
        if (line.hasMatchedOption("--text"))
            return runByText(line, request, target, out);
        OF_A_TEXT.stream().filter(key -> line.hasMatchedOption("--" + key)).findFirst().ifPresent(key -> {
            throw PaintCommand.wrong(line, "--" + key + " needs --text, the words for what to find.");
        });
        final Prompt prompt = KeyOptions.checked(line, request::prompt).orElseThrow(() -> PaintCommand.wrong(line,
                "Nothing says which object is meant: give --points, --box or --text."));
        if (!line.hasMatchedOption("--model"))
            throw PaintCommand.wrong(line, "--points and --box need --model, the folder of a Segment Anything model.");
        SelectionFiles.checkWritable(target);
        final SegmentModel model = Segmenters.model(request.model());

        final ImagePlus imp = PaintCommand.open(line, 0);
        final Segmentation found = find(model, Shown.of(imp), prompt);
        final String folder = line.matchedOptionValue("--save-stages", null);
        if (folder != null)
            new CandidateFiles(Path.of(folder)).write(Level.of(List.of(found)), imp.getWidth(), imp.getHeight());
        final Candidate candidate = request.candidate(found);
        final Mask mask = request.tidy(candidate.mask(), new Box(0, 0, imp.getWidth(), imp.getHeight()));
        if (SelectionFiles.isRoi(target))
            SelectionFiles.save(List.of(selection(model, prompt, candidate, mask)), target);
        else
            SelectionFiles.save(mask, imp.getWidth(), imp.getHeight(), target);
        model.notes().forEach(note -> out.println("Note: " + note));
        found.notes().forEach(note -> out.println("Note: " + note));
        if (mask.isEmpty())
            out.println("Note: The mask is empty; give other points, or the box around the object.");
        out.println(String.format(Locale.ROOT, "Wrote %s (%s, predicted quality %.3f).", target, model.title(),
                candidate.score()));
        return Cli.DONE;
    }

    private static int runByText(final ParseResult line, final SelectionRequest request, final Path target,
            final PrintStream out) {
        for (final String other : List.of("--points", "--box"))
            if (line.hasMatchedOption(other))
                throw PaintCommand.wrong(line, "--text and " + other + " exclude each other: give one of them.");
        if (!line.hasMatchedOption("--detector"))
            throw PaintCommand.wrong(line, "--text needs --detector, the folder of an exported GroundingDINO.");
        SelectionFiles.checkWritable(target);
        final Optional<Path> stages = Optional.ofNullable(line.<String>matchedOptionValue("--save-stages", null))
                .map(Path::of);
        new SegmentByText(request, target).run(PaintCommand.open(line, 0), stages, out);
        return Cli.DONE;
    }

    private static Segmentation find(final SegmentModel model, final Picture picture, final Prompt prompt) {
        try (Segmenter segmenter = model.open()) {
            return segmenter.segment(segmenter.embed(picture, Progress.NONE), prompt, Progress.NONE);
        }
    }

    private static Roi selection(final SegmentModel model, final Prompt prompt, final Candidate candidate,
            final Mask mask) {
        final Roi roi = Outlines.of(mask).orElseThrow(() -> new InpaintException("The model found "
                + "nothing there, so there is no selection to save; give other points, or the box around the object."));
        SelectionProvenance.of(model, prompt, candidate).attach(roi);
        return roi;
    }
}
