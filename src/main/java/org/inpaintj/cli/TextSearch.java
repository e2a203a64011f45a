package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.inpaintj.engine.Box;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.image.Outlines;
import org.inpaintj.image.SelectionProvenance;
import org.inpaintj.image.Shown;
import org.inpaintj.mask.Mask;
import org.inpaintj.segment.Bounds;
import org.inpaintj.segment.Level;
import org.inpaintj.segment.Picture;
import org.inpaintj.segment.Prompt;
import org.inpaintj.segment.SegmentModel;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.text.Detection;

import ij.ImagePlus;
import ij.gui.Roi;
import picocli.CommandLine.ParseResult;

/**
 * The form of {@code segment} that is told by words what to find: each box that the detector finds becomes a mask of a
 * Segment Anything model, or stays a rectangle where none is given.
 */
final class TextSearch {

    private final TextOptions options;
    private final Optional<SegmentModel> model;
    private final Path target;

    /** Reads the models, but loads nothing. */
    TextSearch(final ParseResult line, final Path target) {
        for (final String other : List.of("--points", "--box"))
            if (line.hasMatchedOption(other))
                throw PaintCommand.wrong(line, "--text and " + other + " exclude each other: give one of them.");
        options = TextOptions.of(line);
        model = Optional.ofNullable(line.<String>matchedOptionValue("--model", null)).map(Path::of)
                .map(SegmentModel::read);
        this.target = target;
    }

    /** @param stages the folder for what happened on the way, if it is wanted */
    void run(final ImagePlus imp, final Optional<Path> stages, final PrintStream out) {
        final Picture picture = Shown.of(imp);
        final List<Detection> found = options.find(picture, out);
        final boolean single = String.valueOf(target).toLowerCase(Locale.ROOT).endsWith(".roi");
        if (single && found.size() > 1)
            throw new InpaintException("'" + target + "' holds one selection, but " + found.size()
                    + " things were found; name a .zip.");
        final List<Segmentation> masks = model.map(m -> SegmentCommand.find(m, picture,
                found.stream().map(d -> Prompt.of(d.bounds())).toList())).orElse(List.of());
        final List<Level> levels = masks.isEmpty() ? List.of(rectangles(found, imp)) : Level.of(masks);
        stages.ifPresent(folder -> new CandidateFiles(folder).write(levels, masks.isEmpty() ? List.of() : levels, found,
                imp.getWidth(), imp.getHeight()));
        if (SelectionFiles.isRoi(target))
            SelectionFiles.save(selections(found, masks, imp), target);
        else
            SelectionFiles.save(levels.get(0).mask(), imp.getWidth(), imp.getHeight(), target);
        model.ifPresent(m -> m.notes().forEach(note -> out.println("Note: " + note)));
        masks.stream().flatMap(s -> s.notes().stream()).distinct().forEach(note -> out.println("Note: " + note));
        for (final Detection d : found)
            out.println(String.format(Locale.ROOT, "%s: %.3f at %.1f,%.1f,%.1f,%.1f", d.phrase().isEmpty() ? "(no word)"
                    : d.phrase(), d.score(), d.bounds().left(), d.bounds().top(), d.bounds().width(), d.bounds().height()));
        out.println("Wrote " + target + ".");
    }

    private static Box pixels(final Bounds bounds, final ImagePlus imp) {
        return bounds.pixels(imp.getWidth(), imp.getHeight());
    }

    private static Level rectangles(final List<Detection> found, final ImagePlus imp) {
        Mask mask = new Mask(new Box(0, 0, 0, 0), new float[0]);
        double sum = 0;
        for (final Detection d : found) {
            final Box box = pixels(d.bounds(), imp);
            final float[] ones = new float[box.width() * box.height()];
            Arrays.fill(ones, 1);
            mask = mask.or(new Mask(box, ones));
            sum += d.score();
        }
        return new Level(mask, sum / found.size());
    }

    private List<Roi> selections(final List<Detection> found, final List<Segmentation> masks, final ImagePlus imp) {
        final List<Roi> rois = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            final Detection d = found.get(i);
            final SelectionProvenance record;
            final Roi roi;
            if (masks.isEmpty()) {
                final Box box = pixels(d.bounds(), imp);
                roi = new Roi(box.x(), box.y(), box.width(), box.height());
                record = SelectionProvenance.of(options.detector(), d);
            } else {
                final Optional<Roi> outline = Outlines.of(masks.get(i).best().mask());
                if (outline.isEmpty())
                    continue;
                roi = outline.get();
                record = SelectionProvenance.of(model.orElseThrow(), Prompt.of(d.bounds()), masks.get(i).best())
                        .by(d.phrase(), d.score(), options.detector().digest());
            }
            record.attach(roi);
            if (!d.phrase().isEmpty())
                roi.setName(d.phrase());
            rois.add(roi);
        }
        if (rois.isEmpty())
            throw new InpaintException("The masks of everything that was found are empty, so there is no selection to"
                    + " save; leave --model out to save the boxes.");
        return rois;
    }
}
