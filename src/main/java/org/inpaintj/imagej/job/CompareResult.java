package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import org.inpaintj.compare.CompareKeys.Grid;
import org.inpaintj.compare.ComparePlan;
import org.inpaintj.compare.CompareRequest;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/**
 * A grid of results, whose cells fill while the job runs. As a hyperstack it has the image's own type, look-up tables
 * and channels, x along its slices, y and z along its frames.
 */
public final class CompareResult implements PaintResult {

    private final CompareRequest asked;
    private final ComparePlan plan;
    private final Optional<ImageSource> source;
    private final String title;
    private final AtomicReferenceArray<CompareCell> cells;
    private final List<String> notes = new ArrayList<>();

    /** @param source what all cells are pictures of; empty for images from a prompt */
    CompareResult(final CompareRequest asked, final ComparePlan plan, final Optional<ImageSource> source,
            final String title, final List<String> notes) {
        this.asked = asked;
        this.plan = plan;
        this.source = source;
        this.title = title;
        this.notes.addAll(notes);
        cells = new AtomicReferenceArray<>(plan.cells().size());
        for (int i = 0; i < cells.length(); i++)
            cells.set(i, CompareCell.OPEN);
    }

    ComparePlan plan() {
        return plan;
    }

    CompareCell cell(final int i) {
        return cells.get(i);
    }

    void set(final int i, final CompareCell cell) {
        cells.set(i, cell);
    }

    private List<CompareCell> all() {
        return IntStream.range(0, cells.length()).mapToObj(cells::get).toList();
    }

    /** How many cells have a picture. */
    public int made() {
        return (int) all().stream().filter(cell -> cell.state() == CompareCell.State.MADE).count();
    }

    /** How many cells there are. */
    public int size() {
        return cells.length();
    }

    /** @throws InpaintException if there is no picture at all */
    void check() {
        if (made() == 0)
            throw new InpaintException("None of the " + size() + " cells could be made; of the first that was tried: "
                    + cell(plan.order().get(0)).note());
    }

    /** Those of all cells, each once, and how many cells have no picture. */
    @Override
    public List<String> notes() {
        final Set<String> all = new LinkedHashSet<>(notes);
        final List<CompareCell> now = all();
        now.stream().filter(cell -> cell.state() == CompareCell.State.MADE && cell.seconds() > 0
                && !cell.note().isEmpty()).forEach(cell -> all.add(cell.note()));
        final long failed = now.stream().filter(cell -> cell.state() == CompareCell.State.FAILED).count();
        if (failed > 0)
            all.add(failed + " of " + size() + " cells could not be made: the table says why.");
        final long open = now.stream().filter(cell -> cell.state() == CompareCell.State.NOT_MADE).count();
        if (open > 0)
            all.add(open + " of " + size() + " cells were not made.");
        return List.copyOf(all);
    }

    /** The table of the cells: a line of titles, then one a cell, as it is now. */
    List<List<String>> table() {
        return CompareTable.rows(plan, all());
    }

    void saveTable() {
        CompareTable.save(table(), asked.compare().table()).ifPresent(notes::add);
    }

    /** The grid, and where there is a display the table beside it. */
    @Override
    public ImagePlus deliver() {
        CompareTable.show(table(), ImageTitles.compared(title));
        final ImagePlus stack = stack();
        final ImagePlus out = asked.compare().result() == Grid.STACK ? stack
                : CompareMontage.of(stack, this, ImageTitles.compared(title));
        final Set<Provenance> records = new LinkedHashSet<>();
        all().forEach(cell -> cell.provenance().ifPresent(records::add));
        records.forEach(record -> ImageTitles.disclose(out, record));
        return out;
    }

    private ImagePlus stack() {
        final List<Samples> pictures = all().stream().flatMap(cell -> cell.samples().stream()).toList();
        final int width = pictures.stream().mapToInt(Samples::width).max().orElseThrow(),
                height = pictures.stream().mapToInt(Samples::height).max().orElseThrow();
        final SampleType type = pictures.get(0).type();
        final int channels = pictures.get(0).planes().size();
        final ImageStack stack = new ImageStack(width, height);
        for (int i = 0; i < size(); i++) {
            final Samples blank = Samples.blank(type, width, height, channels);
            cell(i).samples().ifPresent(picture -> picture.write(everywhere(picture), blank.planes(), width, height, 0,
                    0));
            for (final Object plane : blank.planes())
                stack.addSlice(label(i), plane);
        }
        final int slices = plan.size("x"), frames = plan.size("y") * plan.size("z");
        if (source.isPresent()) {
            final ImagePlus grid = source.get().toImage(ImageTitles.compared(title), stack, slices, frames);
            if (width != source.get().bounds().width() || height != source.get().bounds().height())
                forgetScale(grid.getCalibration());
            return grid;
        }
        final ImagePlus out = new ImagePlus(ImageTitles.compared(title), stack);
        out.setDimensions(1, slices, frames);
        out.setOpenAsHyperStack(frames > 1);
        return out;
    }

    /** Cells of other sizes than the image have no common scale; what values mean stays. */
    private static void forgetScale(final Calibration calibration) {
        calibration.pixelWidth = 1;
        calibration.pixelHeight = 1;
        calibration.xOrigin = 0;
        calibration.yOrigin = 0;
        calibration.setUnit("pixel");
    }

    private static boolean[] everywhere(final Samples picture) {
        final boolean[] all = new boolean[picture.width() * picture.height()];
        Arrays.fill(all, true);
        return all;
    }

    private String label(final int i) {
        final String mark = cell(i).mark();
        return plan.cells().get(i).title() + (mark.isEmpty() ? "" : " (" + mark + ")");
    }
}
