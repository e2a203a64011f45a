package org.inpaintj.engine.diffusion.control;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.family.DenoiserBranch;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.TensorStack;
import org.inpaintj.engine.diffusion.family.Timestep;
import org.inpaintj.engine.diffusion.memory.MemoryEstimate;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.folder.ControlNetFile;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * What ControlNets give a denoiser in each evaluation of a pass. A network whose share of the steps is over, or has not
 * begun, is not run. For one thread.
 */
public final class ControlRun {

    /**
     * A unit in a pass.
     *
     * @param picture red, green and blue on the canvas of the pass
     * @param mask    over the canvas, 1 = repaint; empty without one
     */
    record Part(ControlUnit unit, ControlNet net, ControlPreprocessor preprocessor, List<Plane> picture,
            Optional<Plane> mask) {
    }

    private static final int COLOURS = 3;

    private final DiffusionModel model;
    private final SessionPool pool;
    private final List<Part> parts;
    /** What each network sees, once it was prepared: red, green and blue on the canvas. */
    private final List<List<Plane>> hints = new ArrayList<>();
    private Box window;
    private int evaluation, all = 1;

    ControlRun(final DiffusionModel model, final SessionPool pool, final List<Part> parts) {
        this.model = model;
        this.pool = pool;
        this.parts = List.copyOf(parts);
    }

    /** Makes of the pictures what the networks are to see, if that is still to be done. */
    public void prepare(final Progress progress) {
        for (int i = hints.size(); i < parts.size(); i++) {
            final Part part = parts.get(i);
            hints.add(part.preprocessor.apply(part.picture, part.mask, pool, progress));
        }
    }

    /** What the networks see, by names of stages: {@code control}, {@code control2}... */
    public Map<String, List<Plane>> hints() {
        final Map<String, List<Plane>> named = new LinkedHashMap<>();
        for (int i = 0; i < hints.size(); i++)
            named.put(parts.get(i).unit.key("control", ""), hints.get(i));
        return named;
    }

    /**
     * Before each evaluation.
     *
     * @param next counted from 0
     * @param of   the number of all
     */
    public void at(final int next, final int of) {
        evaluation = next;
        all = of;
    }

    /** The part of the latents that is looked at from now on, in their samples. */
    public void look(final Box seen) {
        window = seen;
    }

    /**
     * What a call of the denoiser is fed for it.
     *
     * @param sample   what the denoiser is fed: the noisy latents first
     * @param branches one for each entry of the batch
     * @param texts    what it is fed beside latents and timestep, by the names of its inputs
     * @return by the names of its inputs, of shape batch, channels, y, x; empty if no unit takes part
     */
    public Map<String, Tensor> residuals(final Tensor sample, final double timestep,
            final List<DenoiserBranch> branches, final Map<String, Tensor> texts, final Progress progress) {
        final List<ValueInfo> taken = model.denoiser().inputs().residuals().all();
        final Map<String, Tensor> sum = new HashMap<>();
        for (int p = 0; p < parts.size(); p++) {
            final Part part = parts.get(p);
            if (!part.unit.isActive(evaluation, all))
                continue;
            final boolean promptOnly = part.unit.mode().promptOnly() || part.net.averages();
            final int[] entries = IntStream.range(0, branches.size())
                    .filter(i -> !promptOnly || !branches.get(i).unwanted()).toArray();
            final List<Tensor> given = run(part, hint(p, (int) sample.size(2), (int) sample.size(3)), sample, timestep,
                    texts, entries, progress);
            for (int i = 0; i < taken.size(); i++)
                add(sum, taken.get(i).name(), given.get(i), entries, branches.size(), factor(part, i, taken.size()),
                        part.net.averages());
        }
        return sum;
    }

    /** diffusers does without guess mode's own factors where residuals are averaged. */
    private static double factor(final Part part, final int index, final int count) {
        return part.unit.weight() * (part.net.averages() && part.unit.mode() == ControlMode.GUESS ? 1
                : part.unit.mode().factor(index, count));
    }

    /** What a network sees of its picture in the window: of shape 1, 3, y, x. */
    private Tensor hint(final int part, final int height, final int width) {
        final int factor = model.vae().factor();
        final Box seen = window == null ? new Box(0, 0, width, height) : window;
        final Box pixels = new Box(seen.x() * factor, seen.y() * factor, width * factor, height * factor);
        final Tensor hint = Tensor.zeros(1, COLOURS, pixels.height(), pixels.width());
        int at = 0;
        for (final Plane plane : hints.get(part)) {
            final float[] values = plane.crop(pixels).values();
            hint.buffer().put(at, values);
            at += values.length;
        }
        return hint;
    }

    /** Residuals of some entries of the batch, in the order in which the denoiser takes them. */
    private List<Tensor> run(final Part part, final Tensor hint, final Tensor sample, final double timestep,
            final Map<String, Tensor> texts, final int[] entries, final Progress progress) {
        final ControlNetFile file = part.net.file();
        if (file.sample().size(0) == 1 && entries.length > 1) {
            final List<List<Tensor>> each = new ArrayList<>();
            for (final int entry : entries)
                each.add(run(part, hint, sample, timestep, texts, new int[] { entry }, progress));
            return IntStream.range(0, file.residuals().count()).mapToObj(r -> TensorStack.batch(
                    each.stream().map(given -> given.get(r)).toArray(Tensor[]::new))).toList();
        }
        final DenoiserFile.Inputs inputs = model.denoiser().inputs();
        final Map<String, Tensor> feeds = new HashMap<>();
        feeds.put(file.sample().name(), latents(sample, entries, model.denoiser().latents()));
        feeds.put(file.timestep().name(), Timestep.of(file.timestep(), timestep, entries.length));
        feeds.put(file.context().name(), pick(texts.get(inputs.context().name()), entries));
        file.pooled().ifPresent(p -> feeds.put(p.name(), pick(texts.get(inputs.pooled().orElseThrow().name()),
                entries)));
        file.timeIds().ifPresent(p -> feeds.put(p.name(), pick(texts.get(inputs.timeIds().orElseThrow().name()),
                entries)));
        feeds.put(file.hint().name(), pick(hint, new int[entries.length]));
        // weights are multiplied here, whether a network has an input for them or not
        file.scale().ifPresent(s -> feeds.put(s.name(), Tensor.scalar(1)));
        final List<String> outputs = file.residuals().all().stream().map(ValueInfo::name).toList();
        final double work = MemoryEstimate.denoiser(model, entries.length, (double) sample.size(2) * sample.size(3));
        try (SessionCache.Lease<Session> lease = pool.lease(file.network(), work)) {
            final Map<String, Tensor> given = lease.value().run(feeds, outputs, progress);
            return outputs.stream().map(given::get).toList();
        }
    }

    /** The first planes of some entries: mask and masked picture are not for a ControlNet. */
    private static Tensor latents(final Tensor sample, final int[] entries, final int channels) {
        final int plane = (int) (sample.size(2) * sample.size(3)), each = (int) sample.size(1) * plane;
        final Tensor some = Tensor.zeros(entries.length, channels, sample.size(2), sample.size(3));
        for (int i = 0; i < entries.length; i++)
            some.buffer().put(i * channels * plane, sample.buffer(), entries[i] * each, channels * plane);
        return some;
    }

    /** Some entries of a batch, in their order. */
    private static Tensor pick(final Tensor batch, final int[] entries) {
        return TensorStack.batch(IntStream.of(entries).mapToObj(i -> batch.entries(i, 1)).toArray(Tensor[]::new));
    }

    private static void add(final Map<String, Tensor> sum, final String name, final Tensor given, final int[] entries,
            final int batch, final double factor, final boolean averages) {
        final long[] shape = given.shape();
        shape[0] = batch;
        final FloatBuffer to = sum.computeIfAbsent(name, n -> Tensor.zeros(shape)).buffer(), of = given.buffer();
        final int each = given.size() / entries.length, plane = (int) (shape[2] * shape[3]);
        for (int e = 0; e < entries.length; e++)
            for (int c = 0; c < each; c += plane) {
                final int from = e * each + c, at = entries[e] * each + c;
                double mean = 0;
                for (int i = 0; averages && i < plane; i++)
                    mean += of.get(from + i) / plane;
                for (int i = 0; i < plane; i++)
                    to.put(at + i, (float) (to.get(at + i) + factor * (averages ? mean : of.get(from + i))));
            }
    }
}
