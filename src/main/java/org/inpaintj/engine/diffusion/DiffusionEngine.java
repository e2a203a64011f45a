package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyOffer;
import org.inpaintj.engine.MaskUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.control.ControlKeys;
import org.inpaintj.engine.diffusion.control.ControlNets;
import org.inpaintj.engine.diffusion.embedding.EmbeddingFolder;
import org.inpaintj.engine.diffusion.embedding.ExportedWords;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.engine.diffusion.fast.FastPrecision;
import org.inpaintj.engine.diffusion.fast.FloatCopy;
import org.inpaintj.engine.diffusion.files.ModelFiles;
import org.inpaintj.engine.diffusion.files.NamedFiles;
import org.inpaintj.engine.diffusion.lora.AppliedLoras;
import org.inpaintj.engine.diffusion.lora.LoraApplier;
import org.inpaintj.engine.diffusion.lora.LoraFinder;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.memory.SessionPools;
import org.inpaintj.engine.diffusion.memory.SystemMemory;
import org.inpaintj.engine.diffusion.text.ExtraNetworks;
import org.inpaintj.engine.diffusion.text.PromptStyles;
import org.inpaintj.lora.LoraSelection;
import org.inpaintj.model.folder.FileDigest;
import org.inpaintj.model.folder.Fingerprint;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.onnx.device.DeviceChoice;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.device.Devices;
import org.inpaintj.raster.Mask;
import org.inpaintj.sampling.plan.StepRequest;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/**
 * Stable Diffusion by ONNX Runtime: a checkpoint or an exported model repaints, changes or makes images. With
 * the schedule Model it computes what diffusers does with the folder's scheduler, with any other what the WebUI does.
 * The same seed gives the same pixels, to the last bit on the CPU.
 */
@Plugin(type = Engine.class, priority = Priority.HIGH - 1)
public final class DiffusionEngine implements Engine {

    /** Up to this strength what is made of stretched latents is not sharp. */
    private static final double LATENT_BLUR = 0.55;

    private final SessionPools pools = new SessionPools();
    private final LoraApplier applier = new LoraApplier();
    private final FastPrecision fast = new FastPrecision();
    private final FloatCopy copies = new FloatCopy();
    private final BatchSize batch;

    /** With no network loaded yet. */
    public DiffusionEngine() {
        this(BatchSize.BY_DEVICE);
    }

    DiffusionEngine(final BatchSize batch) {
        this.batch = batch;
    }

    @Override
    public String id() {
        return "diffusion";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("Stable Diffusion (needs a model)", Trait.PROMPT, Trait.STARTS_FROM_ORIGINAL,
                Trait.INVENTS, Trait.WHOLE_IMAGES, Trait.STOPS_EARLY, Trait.EXPLAINS_MODELS)
                .using("seed", "candidates", "width", "height", "memory", "device", "model");
    }

    @Override
    public Class<DiffusionParameters> parameters() {
        return DiffusionParameters.class;
    }

    /** With the styles in the prompts, for it needs the stylebook no more, and the paths of models. */
    @Override
    public Request resolve(final Request given) {
        final Request request = NamedFiles.located(given, ControlKeys.WORDS);
        final DiffusionParameters asked = DiffusionParameters.of(request);
        final PromptStyles.Prompts styled = PromptStyles.apply(asked.styles(), asked.stylebook(), asked.prompt(),
                asked.negative());
        return request.withOwn(asked.with(Map.of("prompt", styled.prompt(), "negative", styled.negative(), "styles", "",
                "stylebook", "")));
    }

    /** Soft inpainting wants it blurred; and its greys may be the strength map. */
    @Override
    public MaskUse maskUse(final Request request) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        return new MaskUse(own.soft().soft(), own.strengthMap().equals(DiffusionParameters.SELECTION));
    }

    @Override
    public void check(final Request request) {
        final DiffusionModel model = model(request);
        choice(request, model);
        controlNets(request, model);
        LoraApplier.check(files(request), model, loras(request));
    }

    @Override
    public String fingerprint(final Request request) {
        final DiffusionModel model = model(request);
        return Fingerprint.of(networks(model, controlNets(request, model)));
    }

    private static List<NetworkFile> networks(final DiffusionModel model, final ControlNets nets) {
        return Stream.concat(model.networks().stream(), nets.networks().stream()).toList();
    }

    private static ControlNets controlNets(final Request request, final DiffusionModel model) {
        return ControlNets.of(DiffusionParameters.of(request).control(), model);
    }

    /** What it starts from may be another picture than the one that stays outside the mask. */
    @Override
    public boolean takes(final SceneInput.Kind kind) {
        return switch (kind) {
            case STRENGTH_MAP, BASE, UNSCALED, CONTROL -> true;
            case REFERENCE, NEIGHBOUR, NEIGHBOUR_VALID -> false;
        };
    }

    @Override
    public int defaultSize(final Request request) {
        return model(request).size();
    }

    @Override
    public int resultSide(final Request request, final int side) {
        return HiresFix.resultSide(model(request), DiffusionParameters.of(request).hires(), side);
    }

    @Override
    public String forecast(final Request asked, final Task task, final Box crop, final Box mask) {
        final DiffusionModel model = model(asked);
        final Request request = resolved(asked, model);
        final DiffusionParameters own = DiffusionParameters.of(request);
        if (own.previewsStart() || own.strength() == 0 && task != Task.TEXT_TO_IMAGE)
            return own.previewsStart() ? "shows the start, without a step" : "nothing is changed, strength 0";
        final SamplerName.Choice choice = SamplerName.Choice.of(own.sampler(), own.schedule());
        return passes(model, request, task, crop, mask).stream()
                .map(pass -> HiresPass.plan(model, choice, pass.seen(model),
                        new StepRequest(task, pass.steps() > 0 ? pass.steps() : own.steps(), pass.strength(),
                                pass.exactly())).steps()
                        + " steps at " + pass.canvas().width() + " x " + pass.canvas().height() + " px")
                .collect(Collectors.joining(", then "));
    }

    private static List<HiresPass> passes(final DiffusionModel model, final Request request, final Task task,
            final Box crop, final Box mask) {
        return HiresFix.of(model, request, task, new Box(0, 0, crop.width(), crop.height()),
                task == Task.INPAINT ? Optional.of(mask.relativeTo(crop)) : Optional.empty());
    }

    @Override
    public OptionalLong memory(final Request asked, final Task task, final Box crop, final Box mask) {
        final DiffusionModel model = model(asked);
        final Request request = resolved(asked, model);
        return memory(request, model, Devices.choose(request.device()), passes(model, request, task, crop, mask),
                task != Task.TEXT_TO_IMAGE, controlNets(request, model)).stream()
                .mapToLong(plan -> (long) plan.peak()).max();
    }

    @Override
    public Optional<KeyOffer> offer(final Request request) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        return own.files().fast_copy() ? Optional.empty() : copies.offer(files(request), model(request),
                () -> Devices.choose(request.device()).device() == Request.Device.CPU);
    }

    @Override
    public List<String> choices(final String key) {
        return switch (key) {
            case "sampler" -> Stream.concat(Stream.of("auto"),
                    Arrays.stream(SamplerName.values()).map(SamplerName::label)).toList();
            case "schedule" -> Arrays.stream(ScheduleName.values()).map(ScheduleName::label).toList();
            default -> List.of();
        };
    }

    @Override
    public Result run(final Request asked, final Scene scene, final Progress progress) {
        progress.step(0, 1, "Reading the model");
        final DiffusionModel model = model(asked);
        final Request request = resolved(asked, model);
        final boolean masked = scene.task() == Task.INPAINT;
        final MaskedPicture whole =
                PicturePlanes.picture(scene.base(), masked ? Optional.of(scene.mask()) : Optional.empty(),
                        Optional.ofNullable(scene.inputs().get(SceneInput.STRENGTH_MAP)));
        final List<HiresPass> passes =
                HiresFix.of(model, request, scene.task(), new Box(0, 0, whole.width(), whole.height()),
                whole.mask().map(m -> Mask.of(m).bounds()));
        final Result made = paint(request, model,
                DiffusionParameters.of(request).previewsStart() ? passes.subList(0, 1) : passes, whole, scene,
                progress);
        return scene.inputs().containsKey(SceneInput.BASE)
                ? new StartPicture(scene).result(made, changesNothing(request)) : made;
    }

    private static boolean changesNothing(final Request request) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        return own.strength() == 0 && !own.previewsStart();
    }

    private synchronized Result paint(final Request request, final DiffusionModel plain, final List<HiresPass> passes,
            final MaskedPicture whole, final Scene scene, final Progress progress) {
        final boolean fromNoise = scene.task() == Task.TEXT_TO_IMAGE;
        final DiffusionParameters own = DiffusionParameters.of(request);
        final DeviceChoice device = Devices.choose(request.device());
        final List<String> notes = new ArrayList<>(plain.notes());
        final boolean cpu = device.device() == Request.Device.CPU;
        final ModelChoice copied = own.files().fast_copy()
                ? copies.apply(files(request), plain, cpu, notes, progress) : files(request);
        final ModelChoice files = own.files().precision() != ModelFiles.Precision.FAST ? copied
                : fast.apply(copied, plain, cpu, notes, progress);
        final EmbeddingFolder embeddings = own.files().textualInversions(own.prompt() + '\n' + own.negative());
        final AppliedLoras loras =
                applier.apply(files, ExportedWords.of(DiffusionModel.known(files), embeddings), loras(request),
                        progress);
        final DiffusionModel model = loras.model();
        if (device.device() == Request.Device.CPU)
            model.cpuProblem().ifPresent(problem -> {
                throw new InpaintException(problem);
            });
        notes.addAll(device.notes());
        ExtraNetworks.note(own.prompt(), own.negative(), LoraFinder.follows(ExtraNetworks.loras(own.prompt()),
                own.files().loras())).ifPresent(notes::add);
        notes.addAll(loras.notes());
        notes.addAll(loras.advice(own.sampler(), own.steps(), own.cfg()));
        final PipelineSettings settings = new PipelineSettings(
                SamplerName.Choice.of(own.sampler(), own.schedule()), own.steps(), own.strength(),
                own.exactly(), ExtraNetworks.without(own.prompt()), ExtraNetworks.without(own.negative()),
                own.cfg(), own.skip(), own.emphasis(), own.content(), own.keep(), own.conditioning(), own.soft(),
                embeddings, own.options());
        final CandidateRunner.Steering control = CandidateRunner.Steering.of(controlNets(request, model), scene);
        // of the files as they are loaded: they may be others by the end
        final Map<String, String> digests = new LinkedHashMap<>(Map.of(MODEL,
                Fingerprint.of(networks(plain, control.nets()))));
        digests.putAll(control.facts());
        notes.addAll(control.nets().notes(whole.mask().isPresent()));
        final boolean encodes = !fromNoise
                || passes.stream().flatMap(pass -> pass.upscaler().stream()).anyMatch(HiresUpscaler::encodes);
        final Optional<MemoryPlan> memory = memory(request, model, device, passes, encodes, control.nets());
        memory.ifPresent(plan -> notes.addAll(plan.tiles()));
        final DeviceSetup setup = own.files().precision().on(device.device());
        final boolean measured = SystemMemory.resetPeak();
        final SessionPool pool = pools.of(model, control.nets().networks(), setup,
                memory.map(MemoryPlan::allowed).orElseGet(() -> MemoryPlan.budget(request.memory())));
        pool.feed(loras.constants());
        final CandidateRunner runner = new CandidateRunner(model, pool, settings, passes, whole, fromNoise, control,
                request, progress);
        PicturePlanes.unscaled(scene, model).ifPresent(planes -> {
            runner.encode(planes);
            if (own.strength() <= LATENT_BLUR && !runner.idle())
                notes.add("Stretched latents stay blurred at a strength of " + own.strength() + ": take more than "
                        + LATENT_BLUR + ".");
        });
        if (own.previewsStart())
            notes.add("This is a preview of what diffusion starts from: nothing was painted.");
        else
            notes.addAll(runner.idle() ? List.of("With a strength of 0 nothing is repainted.")
                    : KeysWithoutEffect.notes(own, model, runner, whole.mask().isPresent()));
        if (!runner.idle() && !own.previewsStart() && own.prompt().isBlank())
            notes.add("The prompt is empty, so the model painted without one.");
        if (!runner.idle() && !own.previewsStart() && memory.map(MemoryPlan::keepsAll).orElse(true))
            // at the end its file might be gone, and all steps with it
            pool.load(List.of(model.vae().decoder().network()));
        final List<Result.Candidate> candidates = new ArrayList<>();
        final Map<String, RandomAccessibleInterval<FloatType>> stages = new LinkedHashMap<>();
        final int together = runner.refines() ? 1 : batch.of(device.device(), model, BatchSize.branches(request, model),
                passes.get(0).canvas(), request.candidates());
        for (int k = 0; k < request.candidates(); k += together) {
            if (k > 0 && progress.finishRequested()) {
                notes.add("Stopped after " + k + " of " + request.candidates() + " candidates.");
                break;
            }
            final List<CandidateRunner.Output> outputs = runner.paint(k, Math.min(together, request.candidates() - k));
            final CandidateRunner.Output first = outputs.get(0);
            if (first.stopped() > 0)
                notes.add("Stopped after step " + first.stopped() + " of " + runner.steps()
                        + "; the result is what was predicted by then.");
            for (final CandidateRunner.Output output : outputs) {
                final Result.Candidate made = runner.candidate(candidates.size(), output);
                candidates.add(made);
                if (request.candidates() > 1)
                    progress.finished(candidates.size(), made.seed(), made::pixels);
            }
            if (k == 0) {
                runner.start().ifPresent(planes -> stages.put("start", Plane.image(planes)));
                first.latents().ifPresent(latents -> stages.put("latent", PicturePlanes.image(latents)));
                first.opacity().ifPresent(opacity -> stages.put("opacity", opacity.image()));
                runner.hints().forEach((name, planes) -> stages.put(name, Plane.image(planes)));
            }
        }
        notes.addAll(runner.notes());
        notes.addAll(embeddings.notes());
        final Map<String, String> facts = new LinkedHashMap<>(device.facts());
        if (setup.halves() && model.denoiser().network().halves())
            facts.put("computed", "with 16-bit floats, as which the weights are stored");
        facts.put("model", model.title());
        if (!model.told().isEmpty())
            facts.put("prediction", model.prediction().word() + " (" + model.told() + ")");
        facts.putAll(digests);
        facts.putAll(loras.facts());
        embeddings.used().forEach(file -> facts.merge("embeddings", file.getFileName() + " " + FileDigest.of(file),
                (a, b) -> a + ", " + b));
        facts.put("sampler", own.sampler());
        facts.put("schedule", own.schedule());
        facts.putAll(runner.facts());
        memory.ifPresent(plan -> facts.put("memory_forecast", MemoryPlan.text(plan.peak())));
        if (measured)
            SystemMemory.peak().ifPresent(bytes -> facts.put("memory_peak",
                    MemoryPlan.text(bytes) + " of the whole process"));
        return new Result(candidates, notes, facts, stages);
    }

    /** Empty where nothing is computed, or not in the machine's own memory. */
    private Optional<MemoryPlan> memory(final Request request, final DiffusionModel model, final DeviceChoice device,
            final List<HiresPass> passes, final boolean encodes, final ControlNets nets) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        if (device.device() != Request.Device.CPU || encodes && own.strength() == 0 && !own.previewsStart())
            return Optional.empty();
        final int entries = BatchSize.branches(request, model);
        final long budget = MemoryPlan.budget(request.memory()), free = SystemMemory.free() + pools.occupied();
        return passes.stream().map(pass -> MemoryPlan.of(model, budget, free, encodes, entries, nets.networks(), pass))
                .reduce(MemoryPlan::and);
    }

    /** The request that names the sampler and the schedule which will run. */
    private static Request resolved(final Request asked, final DiffusionModel model) {
        final SamplerName.Choice choice = choice(asked, model);
        return asked.with("sampler", choice.sampler().label()).with("schedule", choice.schedule().label());
    }

    /**
     * What will run, with the schedule that Automatic stands for. Left to the engine, the sampler is the folder's own
     * with the schedule Model and the WebUI's with any other.
     */
    private static SamplerName.Choice choice(final Request request, final DiffusionModel model) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        final SchedulerConfig config = model.schedulerConfig();
        if (!own.sampler().strip().equalsIgnoreCase("auto"))
            return SamplerName.Choice.of(own.sampler(), own.schedule()).resolved(config);
        final ScheduleName schedule = ScheduleName.of(own.schedule());
        return new SamplerName.Choice(schedule == ScheduleName.MODEL ? config.sampler()
                : SamplerName.DPMPP_2M, schedule)
                .resolved(config);
    }

    private static DiffusionModel model(final Request request) {
        return DiffusionModel.known(files(request));
    }

    private static ModelChoice files(final Request request) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        final ModelChoice choice = own.files().choice(request.namesModel() ? request.model() : "");
        return own.control().used().isEmpty() ? choice : choice.with(choice.changes().withControl());
    }

    private static LoraSelection loras(final Request request) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        return LoraApplier.selection(ExtraNetworks.loras(own.prompt()), own.files().loras());
    }
}
