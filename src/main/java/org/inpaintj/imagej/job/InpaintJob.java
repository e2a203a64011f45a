package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.HeapCheck;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.imagej.image.MeasuredSamples;
import org.inpaintj.imagej.image.Patch;
import org.inpaintj.imagej.image.SampleType;
import org.inpaintj.imagej.image.Samples;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.image.TargetCheck;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.output.InPlaceWriter;
import org.inpaintj.imagej.roi.MaskReader;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RoiToMask;
import org.inpaintj.raster.Feather;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.Morphology;

/**
 * Everything a job needs of an image and its selection, taken when the job is submitted: what happens to the image
 * afterwards changes nothing. Only the samples of the crop are copied, so the cost follows the selection. Immutable.
 */
public final class InpaintJob implements PaintJob {

    /** The engine always sees this many pixels around the mask, so that a seam can be closed. */
    private static final int LEAST_CONTEXT = 4;

    private final Task task;
    private final Request request;
    private final Engine engine;
    private final ImageSource source;
    private final Chosen chosen;
    private final Mask mask;
    private final Box crop;
    private final List<Patch> seen;
    private final Samples samples;
    private final List<String> notes = new ArrayList<>();

    /**
     * What is to be repainted, before {@code invert} and {@code grow}.
     *
     * @param name  where it came from, for the provenance
     * @param facts how it was found, for the provenance
     */
    record Chosen(Mask mask, String name, Map<String, String> facts) {

        Chosen(final Mask mask, final String name) {
            this(mask, name, Map.of());
        }
    }

    /**
     * @param selected what is selected
     * @param below    the layers that the engine sees on the image, if visible
     */
    InpaintJob(final Task task, final ImageSource source, final Chosen selected, final Request asked, final List<Layer> below) {
        this(task, source, selected, asked, LayerStack.seen(below, source.position()), null);
        LayerStack.notes(below, source.position(), crop).forEach(this::note);
    }

    /**
     * @param seen  what lies on the source where the engine looks, from the bottom to the top
     * @param taken gives the samples of a box as they are seen, if they are not to be taken now; else null
     */
    InpaintJob(final Task task, final ImageSource source, final Chosen selected, final Request asked, final List<Patch> seen,
            final Function<Box, Samples> taken) {
        this.task = task;
        this.source = source;
        chosen = new Chosen(selected.mask().trim(), selected.name(), selected.facts());
        final Request known = found(asked);
        engine = Engines.found().of(known, task);
        request = resolve(known, engine);
        engine.check(request);
        final Box image = source.bounds();
        mask = process(selected.mask(), request, image);
        final Capabilities can = engine.capabilities();
        final Box hole = mask.bounds().grow(Feather.reach(request.blur(), request.spill())).intersect(image);
        final int context = task != Task.INPAINT ? 0 : Math.max(LEAST_CONTEXT,
                Math.max(request.padding(), engine.context(hole.width(), hole.height())));
        crop = task == Task.INPAINT && request.area() == Request.Area.WHOLE ? image : hole.grow(context).intersect(image);
        HeapCheck.check(crop, Math.max(can.anyChannels() ? 0 : 3, source.channels() * source.depth().channels()),
                request.candidates());
        this.seen = seen;
        samples = taken == null ? LayerStack.composed(source, crop, seen) : taken.apply(crop);
        if (task == Task.INPAINT)
            checkSomethingIsLeft();
        LayerStack.check(source.image(), source.position(), request.target());
        if (request.target() != Request.Target.INPLACE)
            return;
        if (!InPlaceWriter.undoable(source.image()))
            note("'" + title() + "' is too large for Edit > Undo to take this back.");
        if (LayerStack.cover(source.image(), source.position(), hole))
            throw new InpaintException("A visible layer of '" + title() + "' covers the selection and would hide what "
                    + "is written below it: write it into the image, hide or discard it first, or take a layer as the "
                    + "result (target=layer).");
    }

    /** The same with more painted on what the engine sees. */
    private InpaintJob(final InpaintJob before, final List<Patch> painted) {
        task = before.task;
        request = before.request;
        engine = before.engine;
        source = before.source;
        chosen = before.chosen;
        mask = before.mask;
        crop = before.crop;
        notes.addAll(before.notes);
        seen = new ArrayList<>(before.seen);
        seen.addAll(painted);
        samples = before.samples.crop(new Box(0, 0, crop.width(), crop.height()));
        LayerStack.write(painted, samples, crop);
    }

    /**
     * Captures the position an image shows. Call it from any thread, while nothing else changes the image.
     *
     * @param imp     the image; null is explained to the user
     * @param request as asked; {@code engine=auto} and {@code seed=-1} are resolved here
     * @throws InpaintException if the job cannot be done, saying why
     */
    public static InpaintJob of(final ImagePlus imp, final Request request) {
        if (imp == null || imp.getProcessor() == null)
            throw new InpaintException("There is no image: open one and select what is to be repainted.");
        TargetCheck.check(imp, request.target());
        if (request.refine() == Request.Refine.SAM)
            return of(SelectionRefiner.of(imp, request).answer(Progress.NONE), request);
        final boolean selected = request.mask().isBlank();
        final Mask selection = selected ? RoiToMask.of(imp) : MaskReader.of(request.mask(), imp);
        return new InpaintJob(Task.INPAINT, new ImageSource(imp, StackPosition.shown(imp)), new Chosen(selection,
                selected ? "selection" : FileNames.last(request.mask())), request, Layer.of(imp)).heed(request);
    }

    /**
     * The same with a selection that was refined.
     *
     * @throws InpaintException also if the image has changed since it was asked about
     */
    public static InpaintJob of(final SelectionRefiner.Answer answer, final Request request) {
        answer.subject().check();
        final ImagePlus imp = answer.subject().image();
        TargetCheck.check(imp, request.target());
        final InpaintJob capture = new InpaintJob(Task.INPAINT, new ImageSource(imp, StackPosition.shown(imp)), answer.chosen(), request,
                Layer.of(imp)).heed(request);
        answer.notes().forEach(capture::note);
        return capture;
    }

    /**
     * Captures the picture that is to be changed everywhere: the area selection of the image shown, or the whole image
     * where no area is selected.
     *
     * @param imp     the image; null is explained to the user
     * @param request as in {@link #of}; the keys of the mask mean nothing here
     * @throws InpaintException if the job cannot be done, saying why
     */
    public static InpaintJob picture(final ImagePlus imp, final Request request) {
        if (imp == null || imp.getProcessor() == null)
            throw new InpaintException("There is no image: open the one that is to be changed.");
        TargetCheck.check(imp, request.target());
        final ImageSource source = new ImageSource(imp, StackPosition.shown(imp));
        final boolean selected = imp.getRoi() != null && imp.getRoi().isArea();
        return new InpaintJob(Task.IMAGE_TO_IMAGE, source, new Chosen(selected ? RoiToMask.of(imp)
                : everywhere(source.bounds()), selected ? "selection" : "whole image"),
                KeyUse.trimmed(request, Task.IMAGE_TO_IMAGE), Layer.of(imp)).heed(request);
    }

    /**
     * Captures nothing: for an image from the prompt alone, of the size asked for or the engine's own.
     *
     * @param request as in {@link #of}; the result is a new image whatever the target
     * @throws InpaintException if the job cannot be done, saying why
     */
    public static InpaintJob blank(final Request request) {
        final Engine engine = Engines.found().of(request, Task.TEXT_TO_IMAGE);
        final Request known = engine.resolve(found(KeyUse.trimmed(request, Task.TEXT_TO_IMAGE)));
        final int width = request.width() > 0 ? request.width() : engine.side(known);
        final int height = request.height() > 0 ? request.height() : engine.side(known);
        final Box box = new Box(0, 0, width, height);
        HeapCheck.check(box, SampleType.RGB.channels(), request.candidates());
        final ImagePlus sheet = new ImagePlus(ImageTitles.of(request.text("prompt").isBlank() ? known.text("prompt")
                : request.text("prompt")), new ColorProcessor(width, height));
        return new InpaintJob(Task.TEXT_TO_IMAGE, new ImageSource(sheet, new StackPosition(1, 1)), new Chosen(everywhere(box), "none"),
                known.with("width", width).with("height", height).with("target", "image"), List.of()).heed(request);
    }

    private static Mask everywhere(final Box box) {
        HeapCheck.check(box);
        return Mask.full(box);
    }

    /** The request with the engine and the seed that are really used. */
    @Override
    public Request request() {
        return request;
    }

    @Override
    public Optional<ImagePlus> image() {
        return task == Task.TEXT_TO_IMAGE ? Optional.empty() : Optional.of(source.image());
    }

    @Override
    public String title() {
        return source.title();
    }

    /** The prompt of an engine that takes one, and what is repainted. */
    @Override
    public String details() {
        final Box box = mask.bounds();
        return (engine.capabilities().invents() && !request.text("prompt").isBlank()
                ? request.text("prompt").strip() + ", " : "")
                + box.width() + " x " + box.height() + " px at " + box.x() + ", " + box.y();
    }

    @Override
    public boolean stopsEarly() {
        return engine.capabilities().stopsEarly();
    }

    @Override
    public InpaintResult paint(final Progress progress, final Consumer<InpaintResult> sofar) {
        return paint(progress);
    }

    /**
     * Runs the engine and blends its results; for a worker thread.
     *
     * @param progress is offered previews as the image would show them now: x and y in pixels of the image, over the
     *                 bounds of what is painted; channels red, green, blue and opacity, 0 to 1
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException if the engine cannot do it
     */
    public InpaintResult paint(final Progress progress) {
        return paint(progress, StageViewer.NONE);
    }

    /** The same, showing the intermediate planes. */
    public InpaintResult paint(final Progress progress, final StageViewer stages) {
        return new InpaintRun(this).paint(progress, stages);
    }

    Task task() {
        return task;
    }

    Engine engine() {
        return engine;
    }

    ImageSource source() {
        return source;
    }

    /** As selected, before {@code invert} and {@code grow}, over its bounds. */
    Mask selection() {
        return chosen.mask();
    }

    /** Where the selection came from. */
    String maskName() {
        return chosen.name();
    }

    /** How the selection was found, for the provenance. */
    Map<String, String> facts() {
        return chosen.facts();
    }

    /** After {@code invert} and {@code grow}. */
    Mask mask() {
        return mask;
    }

    /** What the engine sees, in pixels of the image. */
    Box crop() {
        return crop;
    }

    /** The layers that lie over the source, anywhere, from the bottom to the top. */
    List<Patch> seen() {
        return seen;
    }

    /** The samples of the crop as they are seen, bit for bit. */
    public Samples samples() {
        return samples;
    }

    /** The same as RGB if they are numbers of colours. */
    Samples colours() {
        return source.palette() == null ? samples : source.palette().expand(samples);
    }

    List<String> notes() {
        return notes;
    }

    /** This capture where patches were painted meanwhile, which the engine sees. */
    InpaintJob over(final List<Patch> painted) {
        return painted.isEmpty() ? this : new InpaintJob(this, painted);
    }

    /** Adds what the user should know; before the capture is handed out. */
    void note(final String note) {
        notes.add(note);
    }

    /** Notes which keys of a request, as asked for, mean nothing here. */
    private InpaintJob heed(final Request asked) {
        notes.addAll(KeyUse.of(engine, task).notes(asked));
        return this;
    }

    /** With the paths of models that are given by their names. */
    public static Request found(final Request asked) {
        Request found = asked.with("model", RecentModels.find(asked.model()))
                .with("segmenter", RecentModels.find(RecentModels.Kind.SEGMENTER, asked.segmenter()));
        for (final String key : asked.ownModels())
            found = found.with(key, RecentModels.find(asked.text(key)));
        return found;
    }

    private static Request resolve(final Request asked, final Engine engine) {
        final Capabilities can = engine.capabilities();
        final Request known = engine.resolve(asked).with("engine", engine.id());
        if (!can.draws())
            return known;
        final long last = Request.lastSeed(asked.candidates());
        for (final long seed : asked.seeds().stream().mapToLong(key -> Long.parseLong(asked.text(key))).toArray())
            if (seed > last)
                throw new InpaintException("The seeds of " + asked.candidates() + " candidates from " + seed
                        + " on exceed " + Request.lastSeed(1) + ": take a seed of at most " + last + ".");
        return known.drawn();
    }

    private Mask process(final Mask selected, final Request r, final Box image) {
        if (r.invert())
            HeapCheck.check(image);
        final Mask region = r.invert() ? selected.invert(image.width(), image.height()) : selected;
        HeapCheck.check(region.bounds().grow(Math.max(0, r.grow())).intersect(image));
        final Mask grown = Morphology.grow(region, r.grow(), image).trim();
        if (grown.box().isEmpty())
            throw new InpaintException(r.invert() && r.grow() >= 0
                    ? "The whole of '" + title() + "' is selected, so with invert nothing is left to repaint."
                    : "Shrinking the selection by " + -r.grow() + " px leaves nothing to repaint: shrink it less.");
        return grown;
    }

    private void checkSomethingIsLeft() {
        final Mask over = mask.over(crop);
        if (engine.capabilities().invents())
            return;
        final float[] trust = MeasuredSamples.trust(samples);
        for (int i = 0; i < trust.length; i++)
            if (over.values()[i] == 0 && trust[i] > 0)
                return;
        throw new InpaintException(mask.bounds().equals(source.bounds())
                ? "The whole of '" + title() + "' is selected, so nothing is left to learn from: leave a part "
                        + "unselected, or name a diffusion model."
                : "Around the selection in '" + title() + "' there is nothing to learn from: enlarge the padding or "
                        + "select less.");
    }
}
