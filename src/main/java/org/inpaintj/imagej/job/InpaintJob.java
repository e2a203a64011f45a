package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.image.TargetCheck;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.roi.MaskReader;
import org.inpaintj.imagej.roi.NeighbourReader;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RoiToMask;
import org.inpaintj.imagej.sketch.SketchReader;
import org.inpaintj.imagej.sketch.SketchReader.NamedStrokes;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.InpaintPlan;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.SelectedMask;
import org.inpaintj.inpaint.StageViewer;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.inpaint.samples.Planes;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;
import org.inpaintj.upscale.SdUpscale;

/**
 * An inpaint job holds everything that is needed of an image and its selection, taken when the job is submitted: what
 * happens to the image afterwards changes nothing. Only the samples of the crop are copied, so the cost follows the
 * selection. Immutable.
 */
public final class InpaintJob implements PaintJob<InpaintResult> {

    private final InpaintPlan plan;
    private final ImageSource source;
    private final List<Patch> seen;
    private final Samples samples;
    /** Pictures beside the image, over the crop, in pixels of the image. */
    private final Map<SceneInput, RandomAccessibleInterval<?>> inputs = new LinkedHashMap<>();
    private final List<String> notes;
    private Optional<SdUpscale> tiles = Optional.empty();

    /**
     * @param selected what is selected
     * @param below    the layers that the engine sees on the image, if visible
     * @param pictures what the engine is given beside the image, if it takes it
     */
    InpaintJob(final Task task, final ImageSource source, final SelectedMask selected, final Request asked,
            final List<Layer> below, final List<PictureInput> pictures) {
        this(task, source, selected, asked, LayerStack.seen(below, source.position()), null, pictures);
        notes.addAll(LayerStack.notes(below, source.position(), plan.crop()));
    }

    /**
     * @param seen     what lies on the source where the engine looks, from the bottom to the top
     * @param taken    gives the samples of a box as they are seen, if they are not to be taken now; else null
     * @param pictures what the engine is given beside the image, if it takes it
     */
    InpaintJob(final Task task, final ImageSource source, final SelectedMask selected, final Request asked,
            final List<Patch> seen, final Function<Box, Samples> taken, final List<PictureInput> pictures) {
        this.source = source;
        this.seen = seen;
        final InpaintPlan known = InpaintPlan.of(task, RecentModels.found(asked), selected, source.bounds(),
                source.channels() * source.type().channels(), source.info());
        final List<PictureInput> given = pictures.stream()
                .filter(picture -> known.engine().takes(picture.name().kind())).toList();
        plan = given.stream().map(PictureInput::facts).reduce(known, InpaintPlan::with, (a, b) -> b);
        final Function<Box, Samples> visible = taken != null ? taken
                : box -> LayerStack.composed(source, box, seen);
        samples = visible.apply(plan.crop());
        plan.checkSomethingIsLeft(samples);
        given.forEach(picture -> inputs.put(picture.name(), picture.picture(plan, visible)));
        notes = new ArrayList<>(TargetLayers.check(source, plan));
        given.forEach(picture -> picture.note(plan.image()).ifPresent(notes::add));
    }

    /** The same with more painted on what the engine sees. */
    private InpaintJob(final InpaintJob before, final List<Patch> painted) {
        plan = before.plan;
        source = before.source;
        notes = before.notes;
        inputs.putAll(before.inputs);
        tiles = before.tiles;
        seen = new ArrayList<>(before.seen);
        seen.addAll(painted);
        samples = before.samples.crop(new Box(0, 0, plan.crop().width(), plan.crop().height()));
        LayerStack.write(painted, samples, plan.crop());
    }

    /**
     * Takes what is shown of an image. Call it from any thread, while nothing else changes the image.
     *
     * @param imp     the image; null is explained to the user
     * @param request as asked; {@code engine=auto} and {@code seed=-1} are resolved here
     * @throws InpaintException if the job cannot be done, saying why
     */
    public static InpaintJob of(final ImagePlus imp, final Request request) {
        return of(imp, request, NeighbourReader.Axis.of(imp));
    }

    /**
     * The same of one of several positions.
     *
     * @param axis along which its neighbours lie, if the engine is to look at some
     */
    public static InpaintJob of(final ImagePlus imp, final Request request, final NeighbourReader.Axis axis) {
        if (imp == null || imp.getProcessor() == null)
            throw new InpaintException("There is no image: open one and select what is to be repainted.");
        TargetCheck.check(imp, request.target());
        if (request.refine() == Request.Refine.SAM)
            return of(SelectionRefiner.of(imp, request).answer(Progress.NONE), request);
        final Optional<NamedStrokes> sketch = sketch(imp, request);
        return shown(Task.INPAINT, imp, selected(imp, request, sketch), request, sketch, axis);
    }

    /** The same of what was selected by hand on a source as it is now, whatever the selection of its image is. */
    public static InpaintJob of(final ImageSource source, final Mask mask, final Request request) {
        TargetCheck.check(source.image(), request.target());
        return new InpaintJob(Task.INPAINT, source, new SelectedMask(mask, "selection"), request,
                Layer.of(source.image()), List.of()).heed(request);
    }

    /** What the request starts from. */
    private static Optional<NamedStrokes> sketch(final ImagePlus imp, final Request request) {
        return Optional.of(request.sketch()).filter(name -> !name.isBlank()).map(name -> SketchReader.read(name, imp));
    }

    /** The selection or the mask that the request names; where there is neither, what the sketch has painted. */
    private static SelectedMask selected(final ImagePlus imp, final Request request,
            final Optional<NamedStrokes> sketch) {
        final String mask = request.mask().isBlank() && imp.getRoi() == null && sketch.isPresent() ? Request.PAINTED
                : request.mask().trim();
        if (mask.isEmpty())
            return new SelectedMask(RoiToMask.of(imp), "selection");
        if (mask.equals(Request.PAINTED)) {
            final Optional<NamedStrokes> strokes = sketch.or(() -> SketchReader.painted(imp));
            if (strokes.isPresent())
                return new SelectedMask(strokes.get().strokes().mask(), Request.PAINTED);
            SketchReader.checkOpen(imp);
        }
        return new SelectedMask(MaskReader.of(mask, imp), FileNames.last(mask));
    }

    /**
     * The same with a selection that was refined.
     *
     * @throws InpaintException also if the image has changed since it was asked about
     */
    public static InpaintJob of(final SelectionRefiner.Answer answer, final Request request) {
        answer.snapshot().check();
        final ImagePlus imp = answer.snapshot().image();
        TargetCheck.check(imp, request.target());
        final InpaintJob job = shown(Task.INPAINT, imp, answer.selected(), request, sketch(imp, request),
                NeighbourReader.Axis.of(imp));
        job.notes.addAll(answer.notes());
        return job;
    }

    /**
     * Takes the picture that is to be changed everywhere: the area selection of the image shown, or the whole image
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
        return shown(Task.IMAGE_TO_IMAGE, imp, area(imp), request, sketch(imp, request),
                NeighbourReader.Axis.of(imp));
    }

    /** The area selection of an image, or all of it. */
    private static SelectedMask area(final ImagePlus imp) {
        return imp.getRoi() != null && imp.getRoi().isArea() ? new SelectedMask(RoiToMask.of(imp), "selection")
                : new SelectedMask(everywhere(new Box(0, 0, imp.getWidth(), imp.getHeight())), "whole image");
    }

    /** The same of a picture that keeps its size, noting which keys of the resizing mean nothing then. */
    public static InpaintJob picture(final ImagePlus imp, final ImageToImageRequest asked) {
        final InpaintJob job = picture(imp, asked.request());
        job.notes.addAll(asked.notes());
        return job;
    }

    /** @param given whose keys are to mean something; others are noted */
    private static InpaintJob shown(final Task task, final ImagePlus imp, final SelectedMask selected,
            final Request given, final Optional<NamedStrokes> sketch, final NeighbourReader.Axis axis) {
        final ImageSource source = new ImageSource(imp, StackPosition.shown(imp));
        final List<PictureInput> pictures = pictures(task, imp, given, sketch);
        pictures.addAll(PictureInput.neighbours(source, asked(task, given), selected.mask(), axis));
        final InpaintJob job = new InpaintJob(task, source, selected, asked(task, given), Layer.of(imp), pictures);
        if (sketch.isEmpty() && !selected.name().equals(Request.PAINTED))
            SketchReader.unused(imp, job.plan.crop(), job.plan.engine()).ifPresent(job::note);
        return job.heed(given);
    }

    private static Request asked(final Task task, final Request given) {
        return task == Task.INPAINT ? given : KeyUse.trimmed(given, task);
    }

    private static List<PictureInput> pictures(final Task task, final ImagePlus imp, final Request given,
            final Optional<NamedStrokes> sketch) {
        final List<PictureInput> pictures = new ArrayList<>();
        PictureInput.strengths(asked(task, given), task, imp).map(PictureInput::strengths).ifPresent(pictures::add);
        pictures.addAll(PictureInput.controls(given, task, imp));
        sketch.map(PictureInput::sketch).ifPresent(pictures::add);
        return pictures;
    }

    /**
     * What a request names beside the samples of an image: for jobs that are made of it later.
     *
     * @param selected what is selected
     * @param pictures what the engine is given beside the image
     */
    record Beside(SelectedMask selected, List<PictureInput> pictures) {

        /** As it is now; errors as those of {@link InpaintJob#of} and {@link InpaintJob#picture}. */
        static Beside of(final Task task, final ImagePlus imp, final Request request) {
            final Optional<NamedStrokes> sketch = sketch(imp, request);
            final SelectedMask selected = task == Task.INPAINT ? InpaintJob.selected(imp, request, sketch) : area(imp);
            final List<PictureInput> pictures = InpaintJob.pictures(task, imp, request, sketch);
            pictures.addAll(PictureInput.neighbours(new ImageSource(imp, StackPosition.shown(imp)),
                    asked(task, request), selected.mask(), NeighbourReader.Axis.of(imp)));
            return new Beside(selected, pictures);
        }
    }

    /**
     * Takes nothing: for an image from the prompt alone, of the size asked for or the engine's own.
     *
     * @param request as in {@link #of}; the result is a new image whatever the target
     * @throws InpaintException if the job cannot be done, saying why
     */
    public static InpaintJob blank(final Request request) {
        final Engine engine = Engines.found().of(request, Task.TEXT_TO_IMAGE);
        final Request known = engine.resolve(RecentModels.found(KeyUse.trimmed(request, Task.TEXT_TO_IMAGE)));
        final int width = request.width() > 0 ? request.width() : engine.defaultSize(known);
        final int height = request.height() > 0 ? request.height() : engine.defaultSize(known);
        final Box box = new Box(0, 0, engine.resultSide(known, width), engine.resultSide(known, height));
        HeapCheck.check(box, SampleType.RGB.channels(), request.candidates());
        final String prompt = request.text("prompt").isBlank() ? known.text("prompt") : request.text("prompt");
        final ImagePlus sheet = new ImagePlus(ImageTitles.of(prompt), new ColorProcessor(box.width(), box.height()));
        return new InpaintJob(Task.TEXT_TO_IMAGE, new ImageSource(sheet, new StackPosition(1, 1)),
                new SelectedMask(everywhere(box), "none"),
                known.with("width", width).with("height", height).with("target", "image"), List.of(),
                PictureInput.controls(known, Task.TEXT_TO_IMAGE, null))
                .heed(request);
    }

    static Mask everywhere(final Box box) {
        HeapCheck.check(box);
        return Mask.full(box);
    }

    /** The request with the engine and the seed that are really used. */
    @Override
    public Request request() {
        return plan.request();
    }

    @Override
    public Optional<ImagePlus> image() {
        return task() == Task.TEXT_TO_IMAGE ? Optional.empty() : Optional.of(source.image());
    }

    @Override
    public String title() {
        return source.title();
    }

    /** The prompt of an engine that takes one, and what is repainted. */
    @Override
    public String details() {
        final Box box = plan.mask().bounds();
        final String prompt = plan.engine().capabilities().invents() ? request().text("prompt").strip() : "";
        return (prompt.isEmpty() ? "" : prompt + ", ") + box.width() + " x " + box.height() + " px at " + box.x() + ", "
                + box.y();
    }

    @Override
    public boolean stopsEarly() {
        return plan.engine().capabilities().stopsEarly(plan.request().candidates());
    }

    @Override
    public InpaintResult paint(final Progress progress, final Consumer<InpaintResult> sofar) {
        return paint(progress);
    }

    /** Runs the engine and blends its results, as {@link PaintJob#paint} says. */
    public InpaintResult paint(final Progress progress) {
        return paint(progress, StageViewer.NONE);
    }

    /** The same, showing the intermediate planes. */
    public InpaintResult paint(final Progress progress, final StageViewer viewer) {
        final Inpainter whole = new Inpainter().progress(progress).stages(viewer).renderer(this::render)
                .host(HostVersions.host()).inputs(inputs);
        final InpaintedPatches made = tiles.map(whole::tiles).orElse(whole).inpaint(plan, samples);
        final List<String> all = new ArrayList<>(notes);
        all.addAll(made.notes());
        return new InpaintResult(this, List.of(), made.candidates(), all);
    }

    private RandomAccessibleInterval<FloatType> render(final Patch patch) {
        final Box box = patch.box();
        // a closed image shows nothing
        final int[] argb = source.find() == null ? new int[patch.painted().length]
                : (int[]) LutRenderer.render(source.image(), patch.samples(), patch.painted()).getPixels();
        return Views.translate(Planes.rgba(argb, box.width(), box.height()), box.x(), box.y(), 0);
    }

    Task task() {
        return plan.task();
    }

    ImageSource source() {
        return source;
    }

    /** What the engine sees, in pixels of the image. */
    Box crop() {
        return plan.crop();
    }

    /** The layers that lie over the source, anywhere, from the bottom to the top. */
    List<Patch> seen() {
        return seen;
    }

    /** The samples of the crop as they are seen, bit for bit. */
    public Samples samples() {
        return samples;
    }

    List<String> notes() {
        return notes;
    }

    /** This job where patches were painted meanwhile, which the engine sees. */
    InpaintJob over(final List<Patch> painted) {
        return painted.isEmpty() ? this : new InpaintJob(this, painted);
    }

    /** Hands the engine a picture beside the image; before the job is handed out. */
    void give(final SceneInput name, final RandomAccessibleInterval<?> picture) {
        inputs.put(name, picture);
    }

    /** Has the picture changed tile by tile; before the job is handed out. */
    void cut(final SdUpscale into) {
        tiles = Optional.of(into);
    }

    /** Adds what the user should know; before the job is handed out. */
    void note(final String note) {
        notes.add(note);
    }

    /** Notes which keys of a request, as asked for, mean nothing here. */
    InpaintJob heed(final Request asked) {
        notes.addAll(KeyUse.of(plan.engine(), task()).notes(asked));
        return this;
    }
}
