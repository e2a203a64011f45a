package org.inpaintj.cli.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.ImageSnapshot;
import org.inpaintj.imagej.region.DetectionOutput;
import org.inpaintj.segment.MaskUnion;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.text.Detection;
import org.inpaintj.segment.text.TextSearch;
import org.inpaintj.segment.text.TextSearch.Found;
import org.inpaintj.segment.text.TextSearch.Outlined;

/** This class writes what {@code segment --text} asks for: words say what to find. */
public final class SegmentByText {

    private final SelectionRequest request;
    private final Path out;
    private final Messages messages;

    /** Reads the models, but loads nothing. */
    public SegmentByText(final SelectionRequest request, final Path out, final Messages messages) {
        TextSearch.check(request);
        this.request = request;
        this.out = out;
        this.messages = messages;
    }

    /** @param stages the folder for what happened on the way; null if it is not wanted */
    public void run(final ImagePlus imp, final Path stages) {
        final ImageSnapshot snapshot = ImageSnapshot.of(imp);
        final String title = "inpaintj: " + imp.getTitle();
        final Found found = messages.work(title, progress -> TextSearch.find(snapshot.rgb(), request, progress));
        final List<Integer> which = request.chosen(found.detections().size());
        if (String.valueOf(out).toLowerCase(Locale.ROOT).endsWith(".roi") && which.size() > 1)
            throw new InpaintException("'" + out + "' holds one selection, but " + which.size()
                    + " things were found; name a .zip, or --choose one.");
        final Outlined outlined = messages.work(title, progress -> TextSearch.outline(snapshot.rgb(), found, which,
                request, progress));
        final DetectionOutput output = new DetectionOutput(snapshot, found, outlined, request);
        if (stages != null)
            write(stages, found, outlined, output, imp);
        if (SelectionFiles.isRoi(out))
            SelectionFiles.save(output.rois(), out, messages::note);
        else
            SelectionFiles.save(output.mask(), imp.getWidth(), imp.getHeight(), out, messages::note);
        found.detector().notes().forEach(messages::note);
        outlined.notes().forEach(messages::note);
        outlined.outlines().forEach(outline -> messages.result(line(outline.number(), outline.detection())));
        messages.result("Wrote " + out + ".");
    }

    private void write(final Path folder, final Found found, final Outlined outlined, final DetectionOutput output,
            final ImagePlus imp) {
        final List<MaskUnion> rated =
                MaskUnion.of(outlined.outlines().stream().flatMap(o -> o.answer().stream()).toList());
        final List<MaskUnion> unions = !rated.isEmpty() ? rated : List.of(new MaskUnion(output.mask(),
                outlined.outlines().stream().mapToDouble(o -> o.detection().score()).average().orElse(0)));
        new CandidateFiles(folder).write(unions, rated, found.detections(), imp.getWidth(), imp.getHeight());
    }

    private static String line(final int number, final Detection d) {
        final String phrase = d.phrase().isEmpty() ? "(no word)" : d.phrase();
        return String.format(Locale.ROOT, "%d. %s: %.3f at %.1f,%.1f,%.1f,%.1f", number, phrase, d.score(),
                d.bounds().left(), d.bounds().top(), d.bounds().width(), d.bounds().height());
    }
}
