package org.inpaintj.engine.diffusion;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.sampling.ImageNoise;
import org.inpaintj.engine.diffusion.sampling.SamplerName;
import org.inpaintj.engine.diffusion.sampling.ScheduleName;
import org.inpaintj.model.DiffusionModel;
import org.inpaintj.model.Fingerprint;
import org.inpaintj.onnx.DeviceChoice;
import org.inpaintj.onnx.Devices;
import org.inpaintj.onnx.Tensor;

/**
 * Stable Diffusion by ONNX Runtime: the folder of an exported model repaints, changes or makes images. With
 * the schedule Model it computes what diffusers does with the folder's scheduler, with any other what the WebUI does.
 * The same seed gives the same pixels, to the last bit on the CPU.
 */
public final class DiffusionEngine implements Engine {

    /** Its name in requests. */
    public static final String ID = "diffusion";

    private final Pools pools = new Pools();

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("Stable Diffusion (needs a model folder)", Trait.PROMPT, Trait.STARTS_FROM_ORIGINAL,
                Trait.INVENTS, Trait.WHOLE_IMAGES, Trait.STOPS_EARLY);
    }

    @Override
    public void check(final Request request) {
        model(request);
    }

    @Override
    public String fingerprint(final Request request) {
        return Fingerprint.of(model(request).networks());
    }

    @Override
    public int side(final Request request) {
        return model(request).size();
    }

    @Override
    public List<String> choices(final String key) {
        return switch (key) {
            case "sampler" -> Arrays.stream(SamplerName.values()).map(SamplerName::label).toList();
            case "schedule" -> Arrays.stream(ScheduleName.values()).map(ScheduleName::label).toList();
            default -> List.of();
        };
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final DiffusionModel model = model(request);
        final int width = scene.width(), height = scene.height();
        final Canvas canvas = switch (scene.task()) {
            case TEXT_TO_IMAGE -> Canvas.of(model, width, height, width, height, false);
            case IMAGE_TO_IMAGE -> whole(request, model, width, height);
            case INPAINT -> request.area() == Request.Area.WHOLE ? whole(request, model, width, height)
                    : Canvas.of(model, width, height, request.width(), request.height(), true);
        };
        final Optional<Pipeline.Picture> picture = switch (scene.task()) {
            case TEXT_TO_IMAGE -> Optional.empty();
            case IMAGE_TO_IMAGE -> Optional.of(picture(canvas, scene.pixels(), Optional.empty()));
            case INPAINT -> Optional.of(picture(canvas, scene.pixels(), Optional.of(scene.mask())));
        };
        return paint(request, model, canvas, picture, progress);
    }

    /** A whole image is scaled to what the model was trained at, but with the schedule Model only where asked. */
    private static Canvas whole(final Request request, final DiffusionModel model, final int width, final int height) {
        final boolean asIs = ScheduleName.of(request.schedule()) == ScheduleName.MODEL && request.width() == 0
                && request.height() == 0;
        return Canvas.of(model, width, height, asIs ? width : request.width(), asIs ? height : request.height(), false);
    }

    private synchronized Result paint(final Request request, final DiffusionModel model, final Canvas canvas,
            final Optional<Pipeline.Picture> picture, final Progress progress) {
        final DeviceChoice device = Devices.choose(request.device());
        if (device.device() == Request.Device.CPU)
            model.cpuProblem().ifPresent(problem -> {
                throw new InpaintException(problem);
            });
        final List<String> notes = new ArrayList<>(model.notes());
        notes.addAll(device.notes());
        final SamplerName.Choice choice = choice(request, model);
        final Pipeline.Settings settings = new Pipeline.Settings(choice, request.steps(), request.strength(),
                request.exactly(), request.prompt(), request.negative(), request.cfg(), request.skip(),
                request.content(), request.keep(), request.conditioning());
        progress.step(0, 1, "Reading the prompt");
        final List<Result.Candidate> candidates = new ArrayList<>();
        final Map<String, RandomAccessibleInterval<FloatType>> stages = new LinkedHashMap<>();
        final Optional<MemoryPlan> memory = memory(request, model, device, canvas, picture.isPresent());
        memory.ifPresent(plan -> notes.addAll(plan.tiles()));
        final boolean measured = Machine.resetPeak();
        final Pipeline pipeline = new Pipeline(model, pools.of(model, device.setup(), memory.map(MemoryPlan::allowed)
                .orElseGet(() -> MemoryPlan.budget(request.memory()))), settings, picture, canvas.width(),
                canvas.height(), progress);
        if (pipeline.evaluations() == 0)
            notes.add("With a strength of 0 nothing is repainted.");
        notes.addAll(pipeline.notes());
        if (request.conditioning() < 1 && !model.inpainting())
            notes.add("The conditioning means nothing to this model, which was not made for inpainting.");
        final int each = pipeline.evaluations() + 1;
        for (int k = 0; k < request.candidates(); k++) {
            if (k > 0 && progress.enough()) {
                notes.add("Stopped after " + k + " of " + request.candidates() + " candidates.");
                break;
            }
            final long seed = request.seed() + k;
            final int before = k * each;
            progress.step(before, each * request.candidates(), "Diffusion");
            final Pipeline.Output output = pipeline.paint(noise(seed, model, canvas), (evaluation, clean) -> {
                progress.step(Math.min(before + each - 1, before + evaluation + 1), each * request.candidates(),
                        "Diffusion");
                if (picture.isPresent())
                    progress.preview(() -> pixels(pipeline.preview(clean).orElseThrow(), canvas));
                return evaluation + 1 < pipeline.evaluations()
                        && (progress.enough() || evaluation + 1 == request.stop());
            }, progress);
            final boolean early = output.evaluations() < pipeline.evaluations();
            if (early)
                notes.add("Stopped after step " + output.evaluations() + " of " + pipeline.evaluations()
                        + "; the result is what was predicted by then.");
            candidates.add(new Result.Candidate(seed, pixels(planes(output.pixels()), canvas),
                    early ? Map.of("stop", Integer.toString(output.evaluations())) : Map.of()));
            if (k == 0)
                output.latents().ifPresent(latents -> stages.put("latent", image(latents)));
        }
        progress.step(each * request.candidates(), each * request.candidates(), "Diffusion");
        final Map<String, String> facts = facts(model, choice, device, pipeline, canvas);
        memory.ifPresent(plan -> facts.put("memory_forecast", MemoryPlan.text(plan.peak())));
        if (measured)
            Machine.peak().ifPresent(bytes -> facts.put("memory_peak", MemoryPlan.text(bytes) + " of the whole process"));
        return new Result(candidates, notes, facts, stages);
    }

    /** Empty where nothing is computed, or not in the machine's own memory. */
    private Optional<MemoryPlan> memory(final Request request, final DiffusionModel model, final DeviceChoice device,
            final Canvas canvas, final boolean encodes) {
        if (device.device() != Request.Device.CPU || encodes && request.strength() == 0)
            return Optional.empty();
        final boolean two = request.cfg() > 1 && model.denoiser().guidance().isEmpty();
        return Optional.of(MemoryPlan.of(model, MemoryPlan.budget(request.memory()),
                Machine.free() + pools.occupied(), encodes, two ? 2 : 1, canvas.width(), canvas.height()));
    }

    private static Map<String, String> facts(final DiffusionModel model, final SamplerName.Choice choice,
            final DeviceChoice device, final Pipeline pipeline, final Canvas canvas) {
        final Map<String, String> facts = new LinkedHashMap<>(device.facts());
        facts.put("model", model.title());
        facts.put(MODEL, Fingerprint.of(model.networks()));
        facts.put("sampler", choice.sampler().label());
        facts.put("schedule", choice.schedule().label());
        facts.put("steps", Integer.toString(pipeline.steps()));
        facts.put("processing_size", canvas.width() + " x " + canvas.height());
        return facts;
    }

    /** Left to the engine, the sampler is the folder's own with the schedule Model and the WebUI's with any other. */
    private static SamplerName.Choice choice(final Request request, final DiffusionModel model) {
        if (!request.sampler().strip().equalsIgnoreCase("auto"))
            return SamplerName.Choice.of(request.sampler(), request.schedule());
        final ScheduleName schedule = ScheduleName.of(request.schedule());
        return new SamplerName.Choice(schedule == ScheduleName.MODEL ? SchedulerConfigs.of(model).sampler()
                : SamplerName.DPMPP_2M, schedule);
    }

    private static ImageNoise noise(final long seed, final DiffusionModel model, final Canvas canvas) {
        final int factor = model.vae().factor();
        return new ImageNoise(seed, ImageNoise.Variation.NONE, model.vae().channels(), canvas.height() / factor,
                canvas.width() / factor);
    }

    private static DiffusionModel model(final Request request) {
        if (!request.namesModel())
            throw new InpaintException("engine=diffusion needs model=FOLDER, the folder of a Stable Diffusion model "
                    + "exported to ONNX.");
        final DiffusionModel own = DiffusionModel.read(folder("model", request.model(),
                "a Stable Diffusion model exported to ONNX"));
        return request.vae().isBlank() ? own
                : own.withVae(folder("VAE", request.vae(), "a VAE exported to ONNX"));
    }

    private static Path folder(final String what, final String given, final String wanted) {
        try {
            final Path folder = Path.of(given.strip());
            if (Files.isDirectory(folder))
                return folder;
        } catch (final InvalidPathException e) {
            throw new InpaintException("The " + what + " '" + given + "' is no path of a folder: give the folder of "
                    + wanted + ".", e);
        }
        throw new InpaintException("There is no " + what + " folder '" + given + "': give the folder of " + wanted + ".");
    }

    private static Pipeline.Picture picture(final Canvas canvas, final RandomAccessibleInterval<FloatType> pixels,
            final Optional<RandomAccessibleInterval<FloatType>> mask) {
        final int size = canvas.pictureWidth() * canvas.pictureHeight();
        final float[] all = values(pixels);
        final float[][] planes = new float[3][];
        for (int c = 0; c < planes.length; c++)
            planes[c] = canvas.place(Arrays.copyOfRange(all, c * size, (c + 1) * size));
        return new Pipeline.Picture(planes, mask.map(m -> canvas.place(values(m))), canvas.width(), canvas.height());
    }

    private static float[] values(final RandomAccessibleInterval<FloatType> image) {
        final float[] out = new float[Math.toIntExact(Views.iterable(image).size())];
        final Cursor<FloatType> cursor = Views.flatIterable(image).cursor();
        for (int i = 0; i < out.length; i++)
            out[i] = Math.min(1, Math.max(0, cursor.next().get()));
        return out;
    }

    private static RandomAccessibleInterval<FloatType> pixels(final float[][] planes, final Canvas canvas) {
        final int size = canvas.pictureWidth() * canvas.pictureHeight();
        final float[] out = new float[planes.length * size];
        for (int c = 0; c < planes.length; c++)
            System.arraycopy(canvas.take(planes[c]), 0, out, c * size, size);
        for (int i = 0; i < out.length; i++)
            out[i] = Math.min(1, Math.max(0, out[i]));
        return ArrayImgs.floats(out, canvas.pictureWidth(), canvas.pictureHeight(), planes.length);
    }

    /** Red, green and blue of one image. */
    private static float[][] planes(final Tensor pixels) {
        final float[] all = pixels.array();
        final float[][] planes = new float[3][];
        for (int c = 0; c < planes.length; c++)
            planes[c] = Arrays.copyOfRange(all, c * all.length / planes.length, (c + 1) * all.length / planes.length);
        return planes;
    }

    private static RandomAccessibleInterval<FloatType> image(final Tensor tensor) {
        return ArrayImgs.floats(tensor.array(), tensor.size(3), tensor.size(2), tensor.size(1));
    }
}
