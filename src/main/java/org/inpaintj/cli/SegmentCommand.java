package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.image.Outlines;
import org.inpaintj.image.SelectionProvenance;
import org.inpaintj.image.Shown;
import org.inpaintj.segment.Bounds;
import org.inpaintj.segment.Embedding;
import org.inpaintj.segment.Level;
import org.inpaintj.segment.Picture;
import org.inpaintj.segment.Prompt;
import org.inpaintj.segment.SegmentModel;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.Segmenter;

import ij.ImagePlus;
import ij.gui.Roi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Finds objects in an image file: {@code segment IN --model FOLDER [--points "x,y,+;x,y,-"] [--box x,y,w,h] --out OUT},
 * or by words (see {@link TextOptions}).
 */
final class SegmentCommand extends Command {

    @Override
    String description() {
        return "Finds the object that points or a box mean, with a Segment Anything model, or what a text names, with "
                + "GroundingDINO, and saves it as a mask or as ImageJ selections.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "IN", "the image, taken as it is shown"));
        spec.addOption(option("--model", "FOLDER", false, "the exported Segment Anything model: its encoder and its "
                + "decoder; with --text it may be left out, and boxes are the result"));
        spec.addOption(option("--points", "x,y,+;...", false, "clicks: column, row (0-based) and + on the object or - "
                + "beside it, separated by semicolons"));
        spec.addOption(option("--box", "x,y,w,h", false, "a rectangle around the object: left, top (0-based), width, "
                + "height, in pixels"));
        TextOptions.declare(spec);
        PaintCommand.declarePosition(spec);
        spec.addOption(option("--out", "OUT", true, "where the best candidate goes: .png or .tif for a mask (255 = the "
                + "object), .roi or .zip for a selection"));
        spec.addOption(option("--save-stages", "DIR", false, "also write every candidate, best first, as mask0.png, "
                + "mask1.png... and their predicted quality as scores.json into this folder"));
    }

    @Override
    int run(final ParseResult line, final PrintStream out) {
        final Path target = PaintCommand.out(line);
        if (TextOptions.given(line))
            return runByText(line, target, out);
        final Prompt prompt = new Prompt(points(line), box(line), Optional.empty());
        if (prompt.points().isEmpty() && prompt.box().isEmpty())
            throw PaintCommand.wrong(line, "Nothing says which object is meant: give --points, --box or --text.");
        if (!line.hasMatchedOption("--model"))
            throw PaintCommand.wrong(line, "--points and --box need --model, the folder of a Segment Anything model.");
        SelectionFiles.checkWritable(target);
        final SegmentModel model = SegmentModel.read(Path.of(line.<String>matchedOptionValue("--model", "")));

        final ImagePlus imp = PaintCommand.open(line, 0);
        final List<Segmentation> found = find(model, Shown.of(imp), List.of(prompt));
        final List<Level> levels = Level.of(found);
        final String folder = line.matchedOptionValue("--save-stages", null);
        if (folder != null)
            new CandidateFiles(Path.of(folder)).write(levels, imp.getWidth(), imp.getHeight());
        if (SelectionFiles.isRoi(target))
            SelectionFiles.save(List.of(selection(model, prompt, found.get(0))), target);
        else
            SelectionFiles.save(levels.get(0).mask(), imp.getWidth(), imp.getHeight(), target);
        model.notes().forEach(note -> out.println("Note: " + note));
        found.stream().flatMap(s -> s.notes().stream()).distinct().forEach(note -> out.println("Note: " + note));
        if (levels.get(0).mask().isEmpty())
            out.println("Note: The mask is empty; give other points, or the box around the object.");
        out.println(String.format(Locale.ROOT, "Wrote %s (%s, predicted quality %.3f).", target, model.title(),
                levels.get(0).score()));
        return Cli.DONE;
    }

    private static int runByText(final ParseResult line, final Path target, final PrintStream out) {
        SelectionFiles.checkWritable(target);
        final TextSearch search = new TextSearch(line, target);
        search.run(PaintCommand.open(line, 0), Optional.ofNullable(line.<String>matchedOptionValue("--save-stages", null))
                .map(Path::of), out);
        return Cli.DONE;
    }

    static List<Segmentation> find(final SegmentModel model, final Picture picture,
            final List<Prompt> prompts) {
        try (Segmenter segmenter = model.open()) {
            final Embedding embedding = segmenter.embed(picture, Progress.NONE);
            final List<Segmentation> found = new ArrayList<>();
            for (final Prompt prompt : prompts)
                found.add(segmenter.segment(embedding, prompt, Progress.NONE));
            return found;
        }
    }

    private static Roi selection(final SegmentModel model, final Prompt prompt, final Segmentation found) {
        final Roi roi = Outlines.of(found.best().mask()).orElseThrow(() -> new InpaintException("The model found "
                + "nothing there, so there is no selection to save; give other points, or the box around the object."));
        SelectionProvenance.of(model, prompt, found.best()).attach(roi);
        return roi;
    }

    private static List<Prompt.Point> points(final ParseResult line) {
        final List<Prompt.Point> points = new ArrayList<>();
        for (final String text : line.matchedOptionValue("--points", "").split(";")) {
            if (text.isBlank())
                continue;
            final String[] parts = text.split(",", -1);
            if (parts.length != 3 || !parts[2].strip().matches("[+-]"))
                throw PaintCommand.wrong(line, "--points takes x,y,+ or x,y,- for each point, separated by semicolons, "
                        + "not '" + text.strip() + "'.");
            points.add(new Prompt.Point(number(line, "--points", parts[0]), number(line, "--points", parts[1]),
                    parts[2].strip().equals("+")));
        }
        return points;
    }

    private static Optional<Bounds> box(final ParseResult line) {
        if (!line.hasMatchedOption("--box"))
            return Optional.empty();
        final String[] parts = line.matchedOptionValue("--box", "").split(",", -1);
        if (parts.length != 4)
            throw PaintCommand.wrong(line, "--box takes x,y,width,height.");
        final double[] n = new double[parts.length];
        for (int i = 0; i < n.length; i++)
            n[i] = number(line, "--box", parts[i]);
        if (n[2] <= 0 || n[3] <= 0)
            throw PaintCommand.wrong(line, "--box takes x,y,width,height with a width and a height above 0.");
        return Optional.of(new Bounds(n[0], n[1], n[0] + n[2], n[1] + n[3]));
    }

    private static double number(final ParseResult line, final String option, final String text) {
        try {
            final double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value))
                return value;
        } catch (final NumberFormatException e) {
            // said below
        }
        throw PaintCommand.wrong(line, option + " takes numbers, not '" + text.strip() + "'.");
    }
}
