package org.inpaintj.inpaint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Facts;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.inpaint.samples.Planes;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;

/**
 * One run: samples become tones, tones a {@link Scene}, the engine runs, its results go through the {@link Blender}.
 */
final class InpaintRun {

    /** What is in the image's own samples. */
    static final Set<SceneInput.Kind> TONED =
            Set.of(SceneInput.Kind.BASE, SceneInput.Kind.UNSCALED, SceneInput.Kind.NEIGHBOUR);

    private final InpaintPlan plan;
    private final Samples samples;
    private final Inpainter.Settings settings;
    private final TonedCrop crop;
    private final Optional<float[]> strengths;
    private final Map<String, String> neighbours = new LinkedHashMap<>();
    private final Scene scene;
    private final Blender blender;

    /**
     * @param samples of the plan's crop
     * @param inputs  further pictures of the crop, as samples; those that are no base in 0..1, or 0..255 if of bytes
     */
    InpaintRun(final InpaintPlan plan, final Samples samples, final Map<SceneInput, Samples> inputs,
            final Inpainter.Settings settings) {
        this.plan = plan;
        this.samples = samples;
        this.settings = settings;
        strengths = strengths(plan, inputs);
        crop = new TonedCrop(plan, samples, strengths);
        final boolean all = plan.engine().capabilities().anyChannels();
        final RgbView view = all ? null
                : new RgbView(crop.tones(), crop.width() * crop.height(), crop.isColour(), plan.info().colours());
        final float[] seen = all ? crop.tones() : view.of(crop.tones());
        final Map<SceneInput, RandomAccessibleInterval<FloatType>> named = new LinkedHashMap<>();
        strengths.ifPresent(map -> named.put(SceneInput.STRENGTH_MAP, image(map)));
        inputs.forEach((name, picture) -> {
            if (name.equals(SceneInput.STRENGTH_MAP) || name.kind() == SceneInput.Kind.NEIGHBOUR_VALID)
                return;
            final float[] tones = !TONED.contains(name.kind()) ? shares(picture)
                    : all ? crop.tones(picture) : view.of(crop.tones(picture));
            named.put(name, Planes.image(tones, picture.width(), picture.height(),
                    tones.length / (picture.width() * picture.height())));
            if (name.kind() == SceneInput.Kind.NEIGHBOUR)
                named.put(SceneInput.neighbourValid(name.number()), image(valid(name.number(), picture,
                        inputs.get(SceneInput.neighbourValid(name.number())))));
        });
        scene = new Scene(image(seen), Planes.image(crop.mask(), crop.width(), crop.height()),
                Planes.image(crop.valid(), crop.width(), crop.height()), plan.crop(), plan.task(), named);
        blender = new Blender(plan, samples, crop, seen);
    }

    /**
     * Where a neighbouring slice may be copied from; notes its digest.
     *
     * @param given above 0 where its samples are to count, or null if all are
     */
    private float[] valid(final int number, final Samples slice, final Samples given) {
        final float[] valid = crop.valid(slice);
        final float[] allowed = given == null ? null : shares(given);
        for (int i = 0; i < valid.length && allowed != null; i++)
            if (!(allowed[i] > 0))
                valid[i] = 0;
        neighbours.put(Facts.NEIGHBOUR + " " + number + " sha256", SampleDigest.of(slice));
        neighbours.put(Facts.NEIGHBOUR + " " + number + " valid sha256",
                SampleDigest.of(new Mask(plan.crop(), valid)));
        return valid;
    }

    private RandomAccessibleInterval<FloatType> image(final float[] planes) {
        return Planes.image(planes, crop.width(), crop.height(), planes.length / (crop.width() * crop.height()));
    }

    /** How far each pixel of the crop may change; empty where that is one strength. */
    private static Optional<float[]> strengths(final InpaintPlan plan, final Map<SceneInput, Samples> inputs) {
        if (plan.strengths().isPresent())
            return plan.strengths().map(greys -> greys.over(plan.crop()).values());
        final Optional<float[]> given =
                Optional.ofNullable(inputs.get(SceneInput.STRENGTH_MAP)).map(InpaintRun::shares);
        for (final float value : given.orElse(new float[0]))
            if (!(value >= 0 && value <= 1))
                throw new InpaintException("The strength map holds the value " + value
                        + ": give values from 0 (changes nothing) to 1 (changes as far as strength says).");
        return given;
    }

    /** All channels one after the other, 0..1. */
    private static float[] shares(final Samples picture) {
        final int n = picture.width() * picture.height();
        final float[] out = new float[Math.multiplyExact(n, picture.channels())];
        final double white = picture.type().isByte() ? 255 : 1;
        for (int c = 0; c < picture.channels(); c++) {
            final double[] values = picture.values(c);
            for (int i = 0; i < n; i++)
                out[c * n + i] = (float) (values[i] / white);
        }
        return out;
    }

    InpaintedPatches run() {
        final Progress progress = settings.progress();
        final StageViewer viewer = settings.viewer();
        viewer.stage("scene", scene.pixels());
        viewer.stage("mask", scene.mask());
        final Result result = result(new Previews(progress), viewer != StageViewer.NONE);
        progress.check();
        viewer.stage("engine", result.candidates().get(0).pixels());
        result.stages().forEach(viewer::stage);
        final Map<String, String> facts = new LinkedHashMap<>(result.facts());
        facts.putAll(neighbours);
        strengths.ifPresent(map -> facts.put("strength_map_sha256", SampleDigest.of(new Mask(plan.crop(), map))));
        final ProvenanceWriter provenanceWriter =
                new ProvenanceWriter(plan, samples, crop.maps(), facts, settings.host());
        final List<Patch> patches = new ArrayList<>();
        for (final Result.Candidate candidate : result.candidates()) {
            checkSize(candidate);
            final Blender.Blend blend = blender.blend(candidate);
            if (patches.isEmpty() && viewer != StageViewer.NONE)
                viewer.stage("composite", blender.composite(blend));
            final Patch patch = blender.patch(blend, candidate.unchanged());
            patches.add(patch.by(provenanceWriter.of(candidate, patches.size() + 1, patch)));
            progress.check();
        }
        final List<String> notes = new ArrayList<>(crop.notes());
        notes.addAll(result.notes());
        return new InpaintedPatches(plan.request(), patches, notes);
    }

    private Result result(final Progress progress, final boolean stages) {
        return settings.tiles().isPresent()
                ? settings.tiles().get().run(plan.engine(), plan.request(), scene, stages, progress)
                : plan.engine().run(plan.request(), scene, progress);
    }

    private void checkSize(final Result.Candidate candidate) {
        if (!Arrays.equals(candidate.pixels().dimensionsAsLongArray(), scene.pixels().dimensionsAsLongArray())
                || candidate.opacity().isPresent() && !Arrays.equals(
                        candidate.opacity().get().dimensionsAsLongArray(), scene.mask().dimensionsAsLongArray()))
            throw new InpaintException("The engine '" + plan.engine().id() + "' returned an image of the wrong "
                    + "size, which is a fault of the engine: use another one.");
    }

    /** Passes an engine's intermediate results on as pictures of patches. */
    private final class Previews extends ForwardingProgress {

        Previews(final Progress to) {
            super(to);
        }

        @Override
        public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
            super.preview(() -> rendered(pixels.get()));
        }

        @Override
        public void finished(final int number, final long seed,
                final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
            super.finished(number, seed, () -> rendered(pixels.get()));
        }

        private RandomAccessibleInterval<FloatType> rendered(final RandomAccessibleInterval<FloatType> pixels) {
            final Patch patch = blender.sofar(pixels);
            return settings.renderer().map(renderer -> renderer.render(patch)).orElseGet(() -> blender.render(patch));
        }
    }
}
