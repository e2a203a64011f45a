package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.diffusion.control.ControlNets;
import org.inpaintj.engine.diffusion.control.ControlPictures;
import org.inpaintj.engine.diffusion.control.ControlRun;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.raster.ColourCorrection;
import org.inpaintj.sampling.ImageNoise;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.plan.SamplingKeys;

/** The candidates of one request (the WebUI's batch): paints each in all passes of the hires fix. For one thread. */
final class CandidateRunner {

    /**
     * A candidate.
     *
     * @param planes  red, green and blue of the picture's size, 0..1
     * @param painted the same on the canvas of the last pass
     * @param latents of the last pass, of shape 1, channels, y, x; empty if nothing was painted
     * @param opacity how much of it is to be seen, of the picture's size; empty where that is not the model's business
     * @param stopped the step after which it was stopped, counted as in {@link DiffusionParameters#stop()}; 0 if it
     *                is whole
     */
    record Output(List<Plane> planes, List<Plane> painted, Optional<Tensor> latents, Optional<Plane> opacity,
            int stopped) {
    }

    /**
     * ControlNets and what they see.
     *
     * @param pictures of each unit by its number, red, green and blue, of the size of the whole picture
     */
    record Steering(ControlNets nets, Map<Integer, List<Plane>> pictures) {

        static Steering of(final ControlNets nets, final Scene scene) {
            return new Steering(nets, ControlPictures.of(nets.units(), scene));
        }

        /** What tells them from others of their names. */
        Map<String, String> facts() {
            final Map<String, String> facts = new LinkedHashMap<>(nets.facts());
            facts.putAll(ControlPictures.facts(pictures));
            return facts;
        }

        private Optional<ControlRun> of(final HiresPass pass, final MaskedPicture whole,
                final DiffusionModel model, final SessionPool pool) {
            return nets.isEmpty() ? Optional.empty() : Optional.of(nets.on(pictures, plane -> pass.canvas().place(
                    plane.crop(pass.box())), pass.picture(whole).mask(), model, pool));
        }
    }

    /** A pass and what runs it. */
    record Stage(HiresPass pass, DiffusionPipeline pipeline) {

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
    private final MaskedPicture whole;
    private final Progress progress;
    private final CandidateProgress told;
    private final List<Stage> stages = new ArrayList<>();
    private final List<ControlRun> controls = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Computes nothing yet.
     *
     * @param settings what is not the passes' business
     * @param passes   at least one
     * @param whole    the picture that the passes are parts of
     * @param fromNoise whether only the picture's size counts (text-to-image)
     * @param control  what steers all passes
     */
    CandidateRunner(final DiffusionModel model, final SessionPool pool, final PipelineSettings settings,
            final List<HiresPass> passes, final MaskedPicture whole, final boolean fromNoise,
            final Steering control, final Request request, final Progress progress) {
        this.model = model;
        this.request = request;
        own = DiffusionParameters.of(request);
        this.whole = whole;
        this.progress = progress;
        for (final HiresPass pass : passes) {
            final DiffusionPipeline pipeline = new DiffusionPipeline(model, pool, pass.settings(settings),
                    fromNoise && pass.upscaler().isEmpty() ? Optional.empty() : Optional.of(pass.picture(whole)),
                    pass.canvas().width(),
                    pass.canvas().height(), pass.windows());
            if (stages.isEmpty() || pipeline.evaluations() > 0) {
                stages.add(new Stage(pass, pipeline));
                control.of(pass, whole, model, pool).ifPresent(run -> {
                    controls.add(run);
                    pipeline.steer(run);
                });
            }
            else
                notes.add("So few steps leave none for refining the enlarged result.");
        }
        told = new CandidateProgress(progress, stages, request.candidates(), own.stop());
        told.tell("Reading the prompt");
    }

    /** Another picture for the first pass to encode, all of which becomes the whole one. */
    void encode(final List<Plane> unscaled) {
        stages.get(0).pipeline.encode(new PictureLatents.Unscaled(unscaled, stages.get(0).pass.canvas().inner()));
    }

    /** Whether the picture stays as it is, because the strength is 0. */
    boolean idle() {
        return stages.get(0).pipeline.evaluations() == 0 && !own.previewsStart();
    }

    /** The picture that the first pass encoded, as {@link PictureLatents#start()}; after the first candidate. */
    Optional<List<Plane>> start() {
        return stages.get(0).pipeline.start();
    }

    /** What the ControlNets of the first pass see, by names of stages; after the first candidate. */
    Map<String, List<Plane>> hints() {
        return controls.isEmpty() ? Map.of() : controls.get(0).hints();
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
            if (!stage.pipeline.adaptive()) {
                facts.put(prefix + "steps", Integer.toString(own.previewsStart() ? 0 : stage.pipeline.steps()));
                facts.put(prefix + "evaluations",
                        Integer.toString(own.previewsStart() ? 0 : stage.pipeline.evaluations()));
            } else if (stage.pipeline.made() > 0)
                facts.put(prefix + "evaluations", Integer.toString(stage.pipeline.made()));
            if (stage.pipeline.skipped() > 0)
                facts.put(prefix + "evaluations_without_negative", Integer.toString(stage.pipeline.skipped()));
            facts.put(prefix + "processing_size", stage.pass.canvas().width() + " x " + stage.pass.canvas().height());
            if (!prefix.isEmpty())
                facts.put(prefix + "strength", Double.toString(stage.pass.strength()));
            stage.pass.upscaler().ifPresent(upscaler -> facts.putAll(upscaler.facts()));
            if (stage.pass.windows())
                facts.put(prefix + "windows", Integer.toString(stage.pipeline.windows()));
        }
        return facts;
    }

    /** The options of sampler and schedule that mean something in the first pass. */
    Set<SamplerOption> heeded() {
        return stages.get(0).pipeline.heeded();
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
        told.begin(k, count);
        MaskedPicture from = whole;
        List<Output> outputs = List.of();
        for (final Stage stage : stages) {
            if (!outputs.isEmpty()) {
                from = HiresPass.composite(outputs.get(0).planes, outputs.get(0).opacity, whole);
                enlarge(stage, outputs.get(0), from);
            }
            outputs = paint(stage, from, outputs, k, count);
            if (outputs.get(0).stopped > 0)
                return outputs;
            if (stage != stages.get(stages.size() - 1) && told.finishRequested())
                return List.of(new Output(outputs.get(0).planes, outputs.get(0).painted, outputs.get(0).latents,
                        outputs.get(0).opacity,
                        told.made()));
        }
        return outputs;
    }

    /** Shows a pass what the one before it has made. */
    private void enlarge(final Stage stage, final Output before, final MaskedPicture from) {
        final HiresPass pass = stage.pass;
        if (pass.upscaler().isPresent()) {
            told.tell("Enlarging");
            // its own steps are none of the sampler's
            pass.upscaler().get().enlarge(before, pass.picture(from), stage.pipeline, new Progress() {
                @Override
                public void step(final int done, final int total, final String what) {
                    told.tell(what);
                }

                @Override
                public boolean cancelled() {
                    return progress.cancelled();
                }
            });
        } else
            stage.pipeline.show(pass.picture(from));
    }

    /** @param before what the pass before it painted; empty in the first one */
    private List<Output> paint(final Stage stage, final MaskedPicture from, final List<Output> before,
            final int k, final int count) {
        final HiresPass pass = stage.pass;
        final String what = told.what(stage, k);
        final int[] stopped = { 0 };
        final int begin = told.done();
        final List<ImageNoise> noise = IntStream.range(k, k + count).mapToObj(i -> noise(i, stage)).toList();
        final DiffusionPipeline.Steps steps = new DiffusionPipeline.Steps() {
            @Override
            public void doing(final String now) {
                told.tell(now.isEmpty() ? what : now);
            }

            @Override
            public void looked() {
                told.looked(stage, k, begin);
                told.tell(what);
            }

            @Override
            public boolean evaluated(final int evaluation, final float[] clean) {
                if (stage.pipeline.previews())
                    progress.preview(
                            () -> Plane.image(pass.put(stage.pipeline.preview(clean), from)));
                if (evaluation + 1 == stage.pipeline.evaluations() || !told.finishRequested())
                    return false;
                stopped[0] = told.made();
                return true;
            }
        };
        final List<DiffusionPipeline.Output> outputs = own.previewsStart()
                ? stage.pipeline.starts(noise, steps, progress) : stage.pipeline.paint(noise, steps, progress);
        told.decoded(stage, begin, stopped[0] == 0);
        if (stopped[0] == 0)
            told.tell(what);
        final Optional<Plane> seen = before.stream().findFirst().flatMap(Output::opacity);
        return outputs.stream().map(out -> {
            final List<Plane> painted = corrected(stage, out);
            return new Output(pass.put(painted, from), painted, out.latents(),
                    out.opacity().map(opacity -> pass.opacity(opacity, seen, whole)), stopped[0]);
        }).toList();
    }

    /** Planes of the canvas, in the colours of the picture that was encoded if that is wanted. */
    private List<Plane> corrected(final Stage stage, final DiffusionPipeline.Output output) {
        final List<Plane> planes = PicturePlanes.planes(output.pixels());
        final Optional<List<Plane>> start = stage.pipeline.start();
        return own.colourCorrection() && !own.previewsStart() && output.evaluations() > 0 && start.isPresent()
                ? ColourCorrection.match(planes, start.get()) : planes;
    }

    /** Steps of one candidate, as {@link Output#stopped()} counts them. */
    int steps() {
        return told.steps();
    }

    private ImageNoise noise(final int k, final Stage stage) {
        final ProcessingCanvas canvas = stage.pass.canvas();
        final int factor = model.vae().factor();
        final SamplingKeys.NoiseKeys given = own.options().noise();
        return new ImageNoise(seed(k), new ImageNoise.Variation(own.subseed() + k, own.variation()),
                new ImageNoise.Canvas(given.seed_resize_from_h() / factor, given.seed_resize_from_w() / factor),
                stage.pipeline.heeded().contains(SamplerOption.RESEED) ? given.ensd() : 0,
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
        final Result.Candidate plain = new Result.Candidate(seed(k), Plane.image(output.planes), keys);
        final Result.Candidate made = output.opacity.map(Plane::image).map(plain::withOpacity).orElse(plain);
        return own.strength() == 0 && !own.previewsStart() ? made.asUnchanged() : made;
    }
}
