package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.sampling.ImageNoise;

/** Paints candidates, each in all passes, and tells how far it is. For one thread. */
final class CandidateRunner {

    /**
     * A candidate.
     *
     * @param planes  red, green and blue of the picture's size, 0..1
     * @param latents of the last pass, of shape 1, channels, y, x; empty if nothing was painted
     * @param stopped the step after which it was stopped, counted as in {@link DiffusionParameters#stop()}; 0 if it is whole
     */
    record Output(float[][] planes, Optional<Tensor> latents, int stopped) {
    }

    private record Stage(HiresPass pass, DiffusionPipeline pipeline) {

        /** What the network looks at, and the decoding. */
        int steps() {
            return pipeline.calls() + 1;
        }

        /** The same for the time, of which the decoding takes about that of two calls. */
        int weight() {
            return pipeline.calls() + 2;
        }
    }

    private final DiffusionModel model;
    private final Request request;
    private final DiffusionParameters own;
    private final DiffusionPipeline.Picture whole;
    private final boolean fromNoise;
    private final Progress progress;
    private final List<Stage> stages = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final int each;
    private int start, done, decoded, images = 1;

    /**
     * Computes nothing yet.
     *
     * @param settings what is not the passes' business
     * @param passes   at least one
     * @param whole    the picture that the passes are parts of
     * @param fromNoise whether only the picture's size counts (text-to-image)
     */
    CandidateRunner(final DiffusionModel model, final SessionPool pool, final DiffusionPipeline.Settings settings,
            final List<HiresPass> passes, final DiffusionPipeline.Picture whole, final boolean fromNoise, final Request request,
            final Progress progress) {
        this.model = model;
        this.request = request;
        own = DiffusionParameters.of(request);
        this.whole = whole;
        this.fromNoise = fromNoise;
        this.progress = progress;
        for (final HiresPass pass : passes) {
            final DiffusionPipeline pipeline = new DiffusionPipeline(model, pool, settings.in(pass),
                    fromNoise ? Optional.empty() : Optional.of(pass.picture(whole)), pass.canvas().width(),
                    pass.canvas().height(), pass.windows());
            if (stages.isEmpty() || pipeline.evaluations() > 0)
                stages.add(new Stage(pass, pipeline));
            else
                notes.add("So few steps leave none for refining the enlarged result.");
        }
        each = stages.stream().mapToInt(Stage::steps).sum();
        tell("Reading the prompt");
    }

    /** Whether the picture stays as it is, because the strength is 0. */
    boolean idle() {
        return stages.get(0).pipeline.evaluations() == 0;
    }

    /** What the user should know, full sentences; complete after the first candidate. */
    List<String> notes() {
        final List<String> all = new ArrayList<>(notes);
        stages.forEach(stage -> stage.pipeline.notes().stream().filter(n -> !all.contains(n)).forEach(all::add));
        return all;
    }

    /** What was done, for the provenance. */
    Map<String, String> facts() {
        final Map<String, String> facts = new LinkedHashMap<>();
        for (final Stage stage : stages) {
            final String prefix = facts.isEmpty() ? "" : "refining_";
            facts.put(prefix + "steps", Integer.toString(stage.pipeline.steps()));
            facts.put(prefix + "processing_size", stage.pass.canvas().width() + " x " + stage.pass.canvas().height());
            if (!prefix.isEmpty())
                facts.put(prefix + "strength", Double.toString(stage.pass.strength()));
            if (stage.pass.windows())
                facts.put(prefix + "windows", Integer.toString(stage.pipeline.windows()));
        }
        return facts;
    }

    /** Whether there is more than one pass; then candidates cannot share network calls. */
    boolean refines() {
        return stages.size() > 1;
    }

    /**
     * @param k     number of the first candidate, from 0
     * @param count how many share network calls
     */
    List<Output> paint(final int k, final int count) {
        start = done = k * each;
        decoded = k;
        images = count;
        DiffusionPipeline.Picture from = whole;
        List<Output> outputs = List.of();
        for (final Stage stage : stages) {
            if (!outputs.isEmpty()) {
                from = HiresPass.composite(outputs.get(0).planes, whole);
                stage.pipeline.show(stage.pass.picture(from));
            }
            outputs = paint(stage, from, k);
            if (outputs.get(0).stopped > 0)
                return outputs;
            if (stage != stages.get(stages.size() - 1) && enough())
                return List.of(new Output(outputs.get(0).planes, outputs.get(0).latents, made()));
        }
        return outputs;
    }

    private List<Output> paint(final Stage stage, final DiffusionPipeline.Picture from, final int k) {
        final HiresPass pass = stage.pass;
        final String what = what(stage, k);
        final int[] stopped = { 0 };
        final int begin = done;
        final List<ImageNoise> noise = IntStream.range(k, k + images).mapToObj(i -> noise(i, pass.canvas())).toList();
        final List<DiffusionPipeline.Output> outputs = stage.pipeline.paint(noise, new DiffusionPipeline.Steps() {
            @Override
            public void doing(final String now) {
                tell(now.isEmpty() ? what : now);
            }

            @Override
            public void looked() {
                done += images;
                share(stage, k, begin);
                tell(what);
            }

            @Override
            public boolean evaluated(final int evaluation, final float[] clean) {
                if (stage.pipeline.previews())
                    progress.preview(
                            () -> DiffusionEngine.pixels(pass.put(stage.pipeline.preview(clean), from), whole));
                if (evaluation + 1 == stage.pipeline.evaluations() || !enough())
                    return false;
                stopped[0] = made();
                return true;
            }
        }, progress);
        done += images;
        if (stage == stages.get(stages.size() - 1))
            decoded += images;
        if (stopped[0] == 0)
            tell(what);
        return outputs.stream().map(out -> new Output(pass.put(planes(out.pixels()), from), out.latents(), stopped[0]))
                .toList();
    }

    /** Counts without the last decoding, as users count steps, and as {@link DiffusionParameters#stop()} does. */
    private void tell(final String what) {
        progress.step(done - decoded, steps() * request.candidates(), what);
    }

    /** What is being done, and why there are more steps than were asked for. */
    private String what(final Stage stage, final int k) {
        final StringBuilder what = new StringBuilder(stage == stages.get(0) ? "Diffusion" : "Refining");
        if (request.candidates() > 1)
            what.append(images > 1 ? ", candidates " + (k + 1) + " to " + (k + images) : ", candidate " + (k + 1))
                    .append(" of ").append(request.candidates());
        if (refines())
            what.append(", pass ").append(stages.indexOf(stage) + 1).append(" of ").append(stages.size());
        if (stage.pipeline.calls() > stage.pipeline.steps())
            what.append(", ").append(stage.pipeline.windows() > 1 ? stage.pipeline.windows() + " windows"
                    : "several looks").append(" a step");
        return what.toString();
    }

    /** Tells which share is done; how long a pass at another size takes is not known before it has begun. */
    private void share(final Stage stage, final int k, final int begin) {
        if (!refines())
            progress.share((k * stage.weight() + done - begin) / (double) (request.candidates() * stage.weight()));
        else if (stage == stages.get(stages.size() - 1) && k + images == request.candidates())
            progress.share((done - begin) / (double) (images * stage.weight()));
    }

    /** Steps of each candidate at hand. */
    private int made() {
        return (done - start) / images;
    }

    private boolean enough() {
        return progress.enough() || own.stop() > 0 && made() >= own.stop();
    }

    /** Steps of one candidate, as {@link Output#stopped()} counts them. */
    int steps() {
        return each - 1;
    }

    private ImageNoise noise(final int k, final ProcessingCanvas canvas) {
        final int factor = model.vae().factor();
        return new ImageNoise(seed(k), new ImageNoise.Variation(own.subseed() + k, own.variation()),
                model.vae().channels(), canvas.height() / factor, canvas.width() / factor);
    }

    /** As in the WebUI, candidates differ by their second seeds where there are variations, else by their seeds. */
    private long seed(final int k) {
        return varied() ? request.seed() : request.seed() + k;
    }

    private boolean varied() {
        return own.variation() > 0;
    }

    /** Candidate k for the user. */
    Result.Candidate candidate(final int k, final Output output) {
        final Map<String, String> keys = new LinkedHashMap<>();
        keys.put("sampler", own.sampler());
        keys.put("schedule", own.schedule());
        if (output.stopped > 0)
            keys.put("stop", Integer.toString(output.stopped));
        if (varied())
            keys.put("subseed", Long.toString(own.subseed() + k));
        final Result.Candidate made =
                new Result.Candidate(seed(k), DiffusionEngine.pixels(output.planes, whole), keys);
        return own.strength() == 0 ? made.asUnchanged() : made;
    }

    /** Red, green and blue of one image. */
    private static float[][] planes(final Tensor pixels) {
        final float[] all = pixels.array();
        final float[][] planes = new float[3][];
        for (int c = 0; c < planes.length; c++)
            planes[c] = Arrays.copyOfRange(all, c * all.length / planes.length, (c + 1) * all.length / planes.length);
        return planes;
    }
}
