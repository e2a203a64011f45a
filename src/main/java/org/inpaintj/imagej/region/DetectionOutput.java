package org.inpaintj.imagej.region;

import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.IJ;
import ij.ImagePlus;
import ij.Undo;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.EventThread;
import org.inpaintj.imagej.image.ImageSnapshot;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.text.Detection;
import org.inpaintj.segment.text.TextSearch;

/**
 * This output turns things that were found by name in an image into selections. Each selection is called like the thing
 * and says in its properties how it was found.
 */
public final class DetectionOutput {

    /** The window of the table. */
    public static final String TABLE = "Found by Text";

    private final ImageSnapshot snapshot;
    private final TextSearch.Found found;
    private final TextSearch.Outlined outlined;
    private final SelectionRequest request;
    private final List<TextSearch.Outline> full = new ArrayList<>();

    /**
     * @param request that asked for them
     * @throws InpaintException if all outlines are empty
     */
    public DetectionOutput(final ImageSnapshot snapshot, final TextSearch.Found found,
            final TextSearch.Outlined outlined,
            final SelectionRequest request) {
        this.request = request;
        this.snapshot = snapshot;
        this.found = found;
        this.outlined = outlined;
        outlined.outlines().stream().filter(o -> !o.mask().isEmpty()).forEach(full::add);
        if (full.isEmpty())
            throw new InpaintException("The model outlined nothing of what was found in '" + snapshot.title()
                    + "', so nothing is selected: take the box (shape=box), another candidate, or shrink it less.");
    }

    /**
     * Puts the selections where they are wanted. With a union, {@link ImageSnapshot#select} keeps the former selection
     * for
     * <em>Restore Selection</em>; elements of the overlay go away one by one with <em>Edit &gt; Undo</em>.
     *
     * @throws InpaintException if the image is not what it was, or the ROI Manager is wanted where none can be opened
     */
    public void deliver() {
        snapshot.check();
        switch (request.output()) {
            case UNION -> snapshot.select(union());
            case OVERLAY -> {
                final List<Roi> rois = rois();
                EventThread.run(() -> overlay(rois));
            }
            case MANAGER -> {
                final List<Roi> rois = rois();
                final RoiManager manager = manager();
                EventThread.run(() -> rois.forEach(roi -> manager.add(snapshot.image(), roi, -1)));
            }
        }
    }

    private void overlay(final List<Roi> rois) {
        final ImagePlus imp = snapshot.image();
        Undo.setup(Undo.OVERLAY_ADDITION, imp);
        final Overlay overlay = imp.getOverlay() == null ? new Overlay() : imp.getOverlay();
        rois.forEach(overlay::add);
        imp.setOverlay(overlay);
        imp.changes = true;
    }

    private static RoiManager manager() {
        try {
            final RoiManager open = RoiManager.getInstance2();
            return open != null ? open : RoiManager.getRoiManager();
        } catch (final HeadlessException e) {
            throw new InpaintException("The ROI Manager is a window, which needs a display: use output=overlay.", e);
        }
    }

    /** What all cover together. */
    public Mask mask() {
        Mask all = full.get(0).mask();
        for (final TextSearch.Outline each : full)
            all = all.or(each.mask());
        return all;
    }

    /** One selection of all, with the record of each. */
    private Roi union() {
        final Roi roi = MaskToRoi.of(mask()).orElseThrow();
        SelectionProvenance.attach(roi, full.stream().map(this::provenance).toList());
        roi.setName(full.size() == 1 ? name(full.get(0)) : String.join(", ", full.stream()
                .map(o -> o.detection().phrase()).filter(p -> !p.isEmpty()).distinct().toList()));
        return roi;
    }

    /** A selection of each, in the order asked for. */
    public List<Roi> rois() {
        final List<Roi> rois = new ArrayList<>();
        for (final TextSearch.Outline each : full)
            MaskToRoi.of(each.mask()).ifPresent(roi -> {
                provenance(each).attach(roi);
                roi.setName(name(each));
                snapshot.place(roi);
                rois.add(roi);
            });
        return rois;
    }

    private static String name(final TextSearch.Outline outline) {
        return String.format(Locale.ROOT, "%s %d (%.2f)", outline.detection().phrase().isEmpty() ? "?"
                : outline.detection().phrase(), outline.number(), outline.detection().score());
    }

    private SelectionProvenance provenance(final TextSearch.Outline outline) {
        final Detection d = outline.detection();
        if (outlined.model().isEmpty() || outline.answer().isEmpty())
            return SelectionProvenance.of(found.detector(), d);
        return SelectionProvenance
                .of(outlined.model().get(), outline.prompt(), request.candidate(outline.answer().get()))
                .by(d.phrase(), d.score(), found.detector().digest());
    }

    /** Shows the table, which takes the place of the last one; without a display it goes to the log. */
    public void show() {
        final ResultsTable table = table();
        if (!GraphicsEnvironment.isHeadless()) {
            table.show(TABLE);
            return;
        }
        IJ.log(table.getColumnHeadings().strip());
        for (int row = 0; row < table.size(); row++)
            IJ.log(table.getRowAsString(row));
    }

    /** Phrase, score, box and area of each, in pixels. */
    public ResultsTable table() {
        final ResultsTable table = new ResultsTable();
        final ImagePlus imp = snapshot.image();
        for (final TextSearch.Outline each : full) {
            final Box box = each.detection().bounds().pixels(imp.getWidth(), imp.getHeight());
            table.addRow();
            table.addValue("Image", snapshot.title());
            table.addValue("Number", each.number());
            table.addValue("Phrase", each.detection().phrase());
            table.addValue("Score", each.detection().score());
            table.addValue("X", box.x());
            table.addValue("Y", box.y());
            table.addValue("Width", box.width());
            table.addValue("Height", box.height());
            table.addValue("Area", area(each.mask()));
        }
        return table;
    }

    private static long area(final Mask mask) {
        long count = 0;
        for (final float v : mask.values())
            if (v >= 0.5f)
                count++;
        return count;
    }
}
