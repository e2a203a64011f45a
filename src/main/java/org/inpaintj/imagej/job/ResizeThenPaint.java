package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import ij.ImagePlus;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ResizedImage;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.sketch.SketchReader;
import org.inpaintj.imagej.sketch.SketchReader.NamedStrokes;
import org.inpaintj.inpaint.InpaintPlan;
import org.inpaintj.inpaint.SelectedMask;
import org.inpaintj.inpaint.SketchComposite;
import org.inpaintj.inpaint.StageViewer;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.inpaint.resize.ResizeKeys;
import org.inpaintj.inpaint.resize.SamplesResizer;
import org.inpaintj.inpaint.samples.ImgSamples;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;
import org.inpaintj.upscale.SdUpscale;
import org.inpaintj.upscale.Upscaler;
import org.inpaintj.upscale.Upscalers;

/**
 * This job makes a new image of another size of what an image shows, and then changes all of it: image to image with a
 * resize mode. Everything that is needed is taken when the job is made; the picture is resized as a part of the job,
 * for an upscaler may take its time.
 */
public final class ResizeThenPaint implements PaintJob<InpaintResult> {

    private final ImageSource source;
    private final Samples samples;
    private final ResizeKeys resizing;
    private final SamplesResizer resizer;
    private final ImagePlus resized;
    private final SelectedMask everything;
    private final InpaintPlan plan;
    private final Optional<SdUpscale> tiles;
    private final List<PictureInput> pictures;
    private final List<String> notes = new ArrayList<>();

    /**
     * Takes the position that the image shows, with its visible layers and the sketch that is asked for; of a stack no
     * other one.
     *
     * @param imp   the image; null is explained to the user
     * @param asked with a resize mode; the width and height, or the scale, are those of the result
     * @throws InpaintException if the job cannot be done, saying why
     */
    public ResizeThenPaint(final ImagePlus imp, final ImageToImageRequest asked) {
        if (imp == null || imp.getProcessor() == null)
            throw new InpaintException("There is no image: open the one that is to be changed.");
        resizing = asked.applied();
        tiles = asked.tiling().sd_upscale() ? Optional.of(asked.tiling().tiles()) : Optional.empty();
        if (tiles.isPresent() && isLatent())
            throw new InpaintException("sd_upscale changes an enlarged picture, and resize=latent enlarges none: take "
                    + "resize=just, crop or fill.");
        final Request given = KeyUse.trimmed(asked.request(), Task.IMAGE_TO_IMAGE);
        check(given);
        final Optional<NamedStrokes> sketch = given.sketch().isBlank() ? Optional.empty()
                : Optional.of(SketchReader.read(given.sketch(), imp));
        final ResizeKeys.Size size = resizing.size(given, imp.getWidth(), imp.getHeight());
        source = new ImageSource(imp, StackPosition.shown(imp));
        final Box all = new Box(0, 0, size.width(), size.height());
        resizer = new SamplesResizer(resizing.resize().pixels(), size.width(), size.height(), upscaler());
        everything = new SelectedMask(InpaintJob.everywhere(all), "whole image", facts(sketch));
        plan = InpaintPlan.of(Task.IMAGE_TO_IMAGE, RecentModels.found(given).with("width", size.width())
                .with("height", size.height()).with("target", "image").with("sketch", ""), everything, all,
                source.channels() * source.type().channels(), source.info());
        if (isLatent() && !plan.engine().takes(SceneInput.Kind.UNSCALED))
            throw new InpaintException("resize=latent stretches the latents of a diffusion model, and the engine '"
                    + plan.engine().id() + "' has none: take just, crop or fill.");
        final List<Layer> layers = Layer.of(imp);
        layers.stream().filter(layer -> layer.visible() && layer.position().equals(source.position()))
                .forEach(Layer::checkUsable);
        final Samples seen = LayerStack.composed(source, source.bounds(), LayerStack.seen(layers, source.position()));
        samples = sketch.map(on -> SketchComposite.of(on.strokes(), given.transparency(), 0, source.bounds())
                .over(seen, source.bounds(), source.info().palette())).orElse(seen);
        pictures = PictureInput.controls(given, Task.IMAGE_TO_IMAGE, imp);
        resized = ResizedImage.blank(source, size.width(), size.height(), resizing.resize().pixels().inner(
                imp.getWidth(), imp.getHeight(), size.width(), size.height()));
        note(imp, asked, layers);
    }

    private static void check(final Request request) {
        if (request.target() == Target.SLICE || request.target() == Target.INPLACE)
            throw new InpaintException("With resize the result is a new image of another size, so it cannot go where "
                    + "target=" + request.target().name().toLowerCase(Locale.ROOT) + " says: leave the target out, or "
                    + "take image.");
        final Parameters<Request> keys = request.keys();
        for (final String key : keys.keys())
            if (!key.equals("sketch") && keys.describe(key).group() != KeyGroup.CONTROL
                    && keys.describe(key).path() == Key.Path.IMAGE && !request.text(key).isBlank())
                throw new InpaintException("The picture that " + key + " names has the size of the image, and with "
                        + "resize the result has another: resize the image alone first, with strength=0.");
    }

    private Optional<Upscaler> upscaler() {
        return resizing.namesUpscaler() ? Optional.of(Upscalers.named(resizing.upscaler().strip())) : Optional.empty();
    }

    private boolean isLatent() {
        return resizing.resize() == ResizeKeys.Mode.LATENT;
    }

    /** How the picture came about that was changed, for the record of the result; without a path. */
    private Map<String, String> facts(final Optional<NamedStrokes> sketch) {
        final Map<String, String> facts = new LinkedHashMap<>();
        sketch.ifPresent(on -> facts.putAll(PictureInput.sketch(on).facts()));
        facts.put("resize", resizing.resize().word());
        facts.put("resize from", source.bounds().width() + " x " + source.bounds().height());
        resizer.upscaler().filter(upscaler -> upscales()).ifPresent(upscaler -> {
            facts.put("upscaler", FileNames.last(upscaler.id()));
            upscaler.facts().forEach((name, value) -> facts.put("upscaler " + name, value));
        });
        return facts;
    }

    private boolean upscales() {
        return !isLatent() && resizer.enlarges(source.bounds().width(), source.bounds().height());
    }

    private void note(final ImagePlus imp, final ImageToImageRequest asked, final List<Layer> layers) {
        notes.addAll(LayerStack.notes(layers, source.position(), source.bounds()));
        notes.addAll(asked.notes());
        notes.addAll(KeyUse.of(plan.engine(), Task.IMAGE_TO_IMAGE).notes(asked.request()));
        if (resizing.namesUpscaler() && !upscales())
            notes.add(KeyUse.note(List.of("upscaler"), isLatent() ? "resize=latent" : "a result that is not larger"));
        if (imp.getRoi() != null && imp.getRoi().isArea())
            notes.add("The selection has no effect with resize=" + resizing.resize().word()
                    + ": the whole picture is resized and changed.");
        if (imp.getStackSize() > imp.getNChannels())
            notes.add("Only the slice shown of '" + source.title() + "' was resized, as an image of its own.");
    }

    @Override
    public Request request() {
        return plan.request();
    }

    /** None: the result is another one. */
    @Override
    public Optional<ImagePlus> image() {
        return Optional.empty();
    }

    @Override
    public String title() {
        return source.title();
    }

    @Override
    public String details() {
        final String prompt = request().text("prompt").strip();
        return (prompt.isEmpty() ? "" : prompt + ", ") + resizer.width() + " x " + resizer.height() + " px";
    }

    @Override
    public boolean stopsEarly() {
        return plan.engine().capabilities().stopsEarly(plan.request().candidates());
    }

    @Override
    public InpaintResult paint(final Progress progress, final Consumer<InpaintResult> sofar) {
        return paint(progress, StageViewer.NONE);
    }

    /** The same, showing the intermediate planes. */
    public InpaintResult paint(final Progress progress, final StageViewer viewer) {
        progress.step(0, 1, "Resizing");
        final SamplesResizer how = isLatent() ? new SamplesResizer(resizer.mode(), resizer.width(), resizer.height(),
                Optional.empty()) : resizer;
        ResizedImage.fill(resized, how.resize(samples, source.info().palette(), progress).planes());
        final InpaintJob job = new InpaintJob(Task.IMAGE_TO_IMAGE, new ImageSource(resized, new StackPosition(1, 1)),
                everything, plan.request(), List.of(), pictures);
        if (isLatent())
            job.give(SceneInput.UNSCALED, ImgSamples.image(samples, source.bounds()));
        tiles.ifPresent(job::cut);
        notes.forEach(job::note);
        return job.paint(progress, viewer);
    }
}
