package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.image.Findings;
import org.inpaintj.image.Subject;
import org.inpaintj.segment.Level;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.text.Detection;
import org.inpaintj.segment.text.TextSearch;
import org.inpaintj.segment.text.TextSearch.Found;
import org.inpaintj.segment.text.TextSearch.Outlined;

import ij.ImagePlus;

/** The form of {@code segment} that is told by words what to find. */
final class SegmentByText {

    private final SelectionRequest request;
    private final Path target;

    /** Reads the models, but loads nothing. */
    SegmentByText(final SelectionRequest request, final Path target) {
        TextSearch.check(request);
        this.request = request;
        this.target = target;
    }

    /** @param stages the folder for what happened on the way, if it is wanted */
    void run(final ImagePlus imp, final Optional<Path> stages, final PrintStream out) {
        final Subject subject = Subject.of(imp);
        final Found found = TextSearch.find(subject.picture(), request, Progress.NONE);
        final List<Integer> which = request.chosen(found.detections().size());
        if (String.valueOf(target).toLowerCase(Locale.ROOT).endsWith(".roi") && which.size() > 1)
            throw new InpaintException("'" + target + "' holds one selection, but " + which.size()
                    + " things were found; name a .zip, or --choose one.");
        final Outlined outlined = TextSearch.outline(subject.picture(), found, which, request, Progress.NONE);
        final Findings findings = new Findings(subject, found, outlined, request);
        stages.ifPresent(folder -> stages(folder, found, outlined, findings, imp));
        if (SelectionFiles.isRoi(target))
            SelectionFiles.save(findings.rois(), target);
        else
            SelectionFiles.save(findings.mask(), imp.getWidth(), imp.getHeight(), target);
        found.detector().notes().forEach(note -> out.println("Note: " + note));
        outlined.notes().forEach(note -> out.println("Note: " + note));
        outlined.outlines().forEach(outline -> out.println(line(outline.number(), outline.detection())));
        out.println("Wrote " + target + ".");
    }

    private static void stages(final Path folder, final Found found, final Outlined outlined, final Findings findings,
            final ImagePlus imp) {
        final List<Level> rated = Level.of(outlined.outlines().stream().flatMap(o -> o.answer().stream()).toList());
        final List<Level> levels = !rated.isEmpty() ? rated : List.of(new Level(findings.mask(),
                outlined.outlines().stream().mapToDouble(o -> o.detection().score()).average().orElse(0)));
        new CandidateFiles(folder).write(levels, rated, found.detections(), imp.getWidth(), imp.getHeight());
    }

    private static String line(final int number, final Detection d) {
        final String phrase = d.phrase().isEmpty() ? "(no word)" : d.phrase();
        return String.format(Locale.ROOT, "%d. %s: %.3f at %.1f,%.1f,%.1f,%.1f", number, phrase, d.score(),
                d.bounds().left(), d.bounds().top(), d.bounds().width(), d.bounds().height());
    }
}
