package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.ImageStack;

import org.inpaintj.compare.CompareKeys.Grid;
import org.inpaintj.compare.CompareKeys.Work;
import org.inpaintj.compare.ComparePlan;
import org.inpaintj.compare.CompareRequest;
import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.inpaint.resize.ResizeKeys;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.job.JobFailures;
import org.inpaintj.params.Key;

/**
 * A compare job does one thing in many ways, each a cell of a grid and each as a single run would do it. All that is
 * needed of the image is taken when the job is made. Cells that ask for the same run once; one that fails is marked and
 * does not stop the others.
 */
public final class CompareJob implements PaintJob<CompareResult> {

    private final CompareRequest asked;
    private final ComparePlan plan;
    private final Task task;
    /** Null for what is made from a prompt alone. */
    private final ImageSource source;
    private final Samples shown;
    /** By what {@link #named} gives. */
    private final Map<List<String>, InpaintJob.Beside> beside = new HashMap<>();
    private final List<String> layerNotes;
    /** What tells the results of cells apart. */
    private final Map<Integer, Object> results = new HashMap<>();
    /** Why cells cannot be made. */
    private final Map<Integer, String> refused = new LinkedHashMap<>();
    private final Map<Integer, Box> sizes = new HashMap<>();
    /** What is shown, as an image of its own; null unless a cell is resized. */
    private final ImagePlus frozen;

    /** What a box to work in depends on. */
    private record Geometry(Request.SelectionKeys selection, List<String> named) {
    }

    /**
     * Takes what an image shows.
     *
     * @param imp   the image; null where an image is made from the prompt, or where that is explained to the user
     * @throws InpaintException if an axis or a value is wrong, the grid does not fit into memory, or no cell with some
     *         value can be made
     */
    public static CompareJob of(final ImagePlus imp, final CompareRequest asked) {
        final boolean there = imp != null && imp.getProcessor() != null;
        final Task task = switch (asked.compare().task()) {
            case INPAINT -> Task.INPAINT;
            case IMAGE_TO_IMAGE -> Task.IMAGE_TO_IMAGE;
            case TEXT_TO_IMAGE -> Task.TEXT_TO_IMAGE;
            case AUTO -> !there ? Task.TEXT_TO_IMAGE : imp.getRoi() != null && imp.getRoi().isArea()
                    || masked(asked) ? Task.INPAINT : Task.IMAGE_TO_IMAGE;
        };
        if (task != Task.TEXT_TO_IMAGE && !there)
            throw new InpaintException("There is no image: open the one that is to be repainted or changed, or compare "
                    + "with task=" + Work.TEXT_TO_IMAGE.name().toLowerCase(java.util.Locale.ROOT) + ".");
        return new CompareJob(task, task == Task.TEXT_TO_IMAGE ? null : imp, asked);
    }

    private static boolean masked(final CompareRequest asked) {
        return !ComparePlan.first(asked).mask().isBlank();
    }

    private CompareJob(final Task task, final ImagePlus imp, final CompareRequest asked) {
        this.task = task;
        this.asked = asked;
        plan = ComparePlan.of(asked);
        if (imp == null) {
            source = null;
            shown = null;
            layerNotes = List.of();
        } else {
            source = new ImageSource(imp, StackPosition.shown(imp));
            checkMemory(source.bounds());
            HeapCheck.check(source.bounds());
            final List<Layer> layers = Layer.of(imp);
            shown = LayerStack.composed(source, source.bounds(), LayerStack.seen(layers, source.position()));
            layerNotes = LayerStack.notes(layers, source.position(), source.bounds());
        }
        frozen = task == Task.IMAGE_TO_IMAGE && plan.cells().stream().anyMatch(cell -> cell.asked().resizes())
                ? frozen() : null;
        look(imp);
        refuse();
        final int width = extent(Box::width), height = extent(Box::height);
        checkMemory(new Box(0, 0, width, height));
        if (asked.compare().result() == Grid.MONTAGE)
            CompareMontage.check(plan, width, height);
        CompareTable.check(asked.compare().table());
    }

    /** The largest of the pictures. */
    private int extent(final ToIntFunction<Box> side) {
        return sizes.values().stream().mapToInt(side).max().orElseThrow();
    }

    private ImagePlus frozen() {
        final ImageStack stack = new ImageStack(shown.width(), shown.height());
        shown.planes().forEach(plane -> stack.addSlice(null, plane));
        return source.toImage(source.title(), stack, 1, 1);
    }

    /** @param largest of the cells */
    private void checkMemory(final Box largest) {
        final long bytes = (long) plan.cells().size() * largest.width() * largest.height()
                * (source == null ? SampleType.RGB.bytes() : source.type().bytes() * source.channels());
        final long heap = Runtime.getRuntime().maxMemory();
        // a montage is there beside the cells
        if (bytes > 0.9 * heap / (1 + asked.compare().result().ordinal()))
            throw new InpaintException(String.format(java.util.Locale.ROOT, "The %d cells take %.1f GB, and Java may "
                    + "use %.1f GB: give fewer values, take a smaller image, or raise the limit in Edit > Options > "
                    + "Memory & Threads.", plan.cells().size(), bytes / 1e9, heap / 1e9));
    }

    /** Looks whether each cell can be made, as far as that can be told at once. */
    private void look(final ImagePlus imp) {
        final Set<Geometry> known = new HashSet<>();
        for (final int i : plan.order())
            try {
                final Request request = request(i);
                final Engine engine = Engines.found().of(request, task);
                if (imp != null && !beside.containsKey(named(request)))
                    beside.put(named(request), InpaintJob.Beside.of(task, imp, request));
                final Request resolved = engine.resolve(request).with("engine", engine.id());
                if (imp == null)
                    sizes.put(i, job(i).crop());
                else if (resizes(i))
                    sizes.put(i, size(i));
                else {
                    if (known.add(new Geometry(request.selection(), named(request))))
                        job(i);
                    else
                        engine.check(resolved);
                    sizes.put(i, source.bounds());
                }
                final ImageToImageRequest asked = plan.cells().get(i).asked();
                results.put(i, List.of(KeyUse.of(engine, task).used(resolved), task == Task.IMAGE_TO_IMAGE
                        ? List.of(asked.resizing(), asked.tiling()) : List.of()));
            } catch (final InpaintException e) {
                refused.put(i, e.getMessage());
            }
    }

    /** @throws InpaintException if a value can be made in no cell */
    private void refuse() {
        final Set<String> reasons = new HashSet<>(refused.values());
        if (refused.size() == plan.cells().size() && reasons.size() == 1)
            throw new InpaintException(reasons.iterator().next());
        for (int a = 0; a < plan.axes().size(); a++) {
            final Set<String> possible = new HashSet<>();
            for (int i = 0; i < plan.cells().size(); i++)
                if (!refused.containsKey(i))
                    possible.add(plan.cells().get(i).labels().get(a));
            for (int i = 0; i < plan.cells().size(); i++)
                if (!possible.contains(plan.cells().get(i).labels().get(a)))
                    throw new InpaintException("In " + plan.axes().get(a).name() + " ("
                            + plan.cells().get(i).labels().get(a) + "): " + refused.get(i));
        }
    }

    /** What a cell is told: without a seed of ours where nothing is left to chance. */
    private Request request(final int i) {
        final Request request = RecentModels.found(plan.cells().get(i).request());
        if (Engines.found().of(request, task).capabilities().draws())
            return request;
        return request.without(request.seeds().stream().filter(key -> asked.request().text(key).startsWith("-")
                && plan.axes().stream().noneMatch(axis -> axis.key().equals(key))).toList());
    }

    /** The images and files that it names, and the engine that may take them. */
    private List<String> named(final Request request) {
        return Stream.concat(Stream.of(Engines.found().of(request, task).id()), request.keys().keys().stream()
                .filter(key -> request.keys().describe(key).path() == Key.Path.IMAGE).map(request::text)).toList();
    }

    private boolean resizes(final int i) {
        return task == Task.IMAGE_TO_IMAGE && plan.cells().get(i).asked().resizes();
    }

    private ImageToImageRequest asked(final int i) {
        final ImageToImageRequest asked = plan.cells().get(i).asked();
        return new ImageToImageRequest(asked.resizing(), asked.tiling(), request(i));
    }

    /** Of the result; errors as those of the job. */
    private Box size(final int i) {
        new ResizeThenPaint(frozen, asked(i));
        final ResizeKeys.Size size = asked(i).applied().size(request(i), frozen.getWidth(), frozen.getHeight());
        return new Box(0, 0, size.width(), size.height());
    }

    private InpaintResult painted(final int i, final Progress progress) {
        if (resizes(i))
            return new ResizeThenPaint(frozen, asked(i)).paint(progress, sofar -> {});
        final InpaintJob job = job(i);
        if (task == Task.IMAGE_TO_IMAGE)
            asked(i).notes().forEach(job::note);
        return job.paint(progress);
    }

    private InpaintJob job(final int i) {
        final Request request = request(i);
        if (task == Task.TEXT_TO_IMAGE)
            return InpaintJob.blank(request);
        final Request used = task == Task.INPAINT ? request : KeyUse.trimmed(request, task);
        final InpaintJob.Beside named = beside.get(named(request));
        return new InpaintJob(task, source, named.selected(), used, List.of(), shown::crop, named.pictures())
                .heed(request);
    }

    @Override
    public Request request() {
        return request(plan.order().get(0));
    }

    @Override
    public String engineName() {
        return Engines.found().of(request(), task).id();
    }

    @Override
    public Optional<ImagePlus> image() {
        return Optional.ofNullable(source).map(ImageSource::image);
    }

    @Override
    public String title() {
        return source != null ? source.title() : InpaintJob.blank(request()).title();
    }

    @Override
    public String details() {
        return plan.cells().size() + " cells, " + String.join(", ", plan.axes().stream()
                .map(axis -> axis.name() + ": " + axis.key()).toList());
    }

    /** Pictures of a montage. */
    public int pages() {
        return plan.size("z");
    }

    /** Always: the cell at hand is the last one then. */
    @Override
    public boolean stopsEarly() {
        return true;
    }

    /** What is known before any cell is made. */
    private List<String> notes() {
        final List<String> notes = new ArrayList<>(layerNotes);
        final List<String> idle = task == Task.IMAGE_TO_IMAGE ? List.of() : plan.resizing(asked);
        if (!idle.isEmpty())
            notes.add(KeyUse.note(idle, task.id()));
        return notes;
    }

    @Override
    public CompareResult paint(final Progress progress, final Consumer<CompareResult> sofar) {
        final CompareResult result = new CompareResult(asked, plan, Optional.ofNullable(source), title(), notes());
        final Map<Object, Integer> first = new HashMap<>();
        final CompareProgress each = new CompareProgress(progress,
                (int) results.entrySet().stream().filter(e -> !refused.containsKey(e.getKey())).map(Map.Entry::getValue)
                        .distinct().count());
        boolean any = false;
        try {
            for (final int i : plan.order()) {
                final Integer before = refused.containsKey(i) ? null : first.putIfAbsent(results.get(i), i);
                if (before != null)
                    result.set(i, result.cell(before).again(before + 1));
                else if (refused.containsKey(i))
                    result.set(i, CompareCell.failed(refused.get(i), 0));
                else {
                    if (progress.finishRequested())
                        break;
                    progress.check();
                    each.begin(plan.cells().get(i).title());
                    result.set(i, cell(i, each));
                    each.finished();
                }
                any |= result.cell(i).state() == CompareCell.State.MADE;
                if (any)
                    sofar.accept(result);
            }
        } finally {
            result.saveTable();
        }
        result.check();
        return result;
    }

    private CompareCell cell(final int i, final Progress progress) {
        final long begin = System.nanoTime();
        try {
            final InpaintResult made = painted(i, progress);
            final Patch patch = made.candidates().get(0);
            return CompareCell.made(picture(made, patch), patch, seconds(begin), made.notes());
        } catch (final CancelledException e) {
            throw e;
        } catch (final RuntimeException | OutOfMemoryError e) {
            return CompareCell.failed(e instanceof InpaintException ? e.getMessage()
                    : JobFailures.describe(plan.cells().get(i).title(), e), seconds(begin));
        }
    }

    private static double seconds(final long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** The image as it was shown, with the patch in it. */
    private Samples picture(final InpaintResult made, final Patch patch) {
        final ImageSource from = made.job().source();
        final Samples picture = from == source ? shown.crop(from.bounds())
                : Samples.read(from.type(), from.planes(), from.bounds().width(), from.bounds());
        patch.write(picture.planes(), picture.width(), picture.height());
        return picture;
    }
}
