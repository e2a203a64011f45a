package org.inpaintj.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import ij.IJ;
import ij.Prefs;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyOffer;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.text.PromptStyles;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.imagej.job.PictureSettings;
import org.inpaintj.imagej.roi.NeighbourReader;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.imagej.sketch.SketchInputs;
import org.inpaintj.language.Translation;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.InpaintTask;
import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.ui.form.input.FieldAction;
import org.inpaintj.ui.offer.ModelOffers;
import org.inpaintj.ui.offer.Offer;
import org.inpaintj.ui.offer.Offers;
import org.inpaintj.ui.run.PaintRun;

/**
 * A paint command is one whose settings hold a request: its inputs are the keys of the engines that were found and the
 * common ones, or those of them that mean something to it.
 *
 * @param <R> the settings
 */
abstract class PaintCommand<R extends Record> extends ImageCommand<R> {

    /** What can say to an engine what is to be painted. */
    private static final List<String> WORDS = List.of("prompt", "styles", "main");

    /** The end of the name of the preference that holds the keys which a user wants on the first page. */
    private static final String FIRST_PAGE = ".firstpage";

    private final Task task;
    private final String dialog;
    /** Null until a dialog has made sure of it. */
    private PaintJob<?> prepared;
    /** What makes the inputs final; null until it is asked for. */
    private Map<String, String> last;

    /**
     * @param task   what engines are offered for
     * @param dialog as {@link Key#first()} calls it; empty for a command without a dialog
     */
    PaintCommand(final Parameters<R> keys, final Task task, final String dialog) {
        super(keys);
        this.task = task;
        this.dialog = dialog;
    }

    /** The request among the settings. */
    protected abstract Request request(R settings);

    /** What it does with the request; takes what it needs of the image. */
    protected abstract PaintJob<?> paintJob(R settings);

    @Override
    public final void prepare() {
        last = last(interactive());
        prepared = read(keys().with(keys().parse(values()), last));
    }

    @Override
    protected final void perform(final R settings) {
        submit(prepared == null ? read(settings) : prepared);
    }

    /** Before there is a job, a large model's files are looked at, which takes a while. */
    private PaintJob<?> read(final R settings) {
        Engines.found().newProblems().forEach(IJ::log);
        IJ.showStatus(Translation.of("{0}: reading the image and the model",
                Translation.message(title().replace("...", ""))));
        return paintJob(settings);
    }

    /** Those of other tasks too, so that it says itself what it does not know. */
    @Override
    final List<String> inputs() {
        return Stream.of(keys().keys(), Engines.found().keys().keys(), List.of(PictureSettings.KEY))
                .flatMap(List::stream).distinct().toList();
    }

    private KeyPages pages() {
        return new KeyPages(keys(), dialog, task, able(), pinned());
    }

    /** The engines that can do the task here. */
    private List<Engine> able() {
        return Engines.found().available().stream().filter(e -> e.capabilities().supports(task)).toList();
    }

    /** The engine that would run with the inputs as they are; empty if none can. */
    private Optional<Engine> engine() {
        try {
            return Optional.of(Engines.found().of(now(), task));
        } catch (final InpaintException e) {
            return Optional.empty();
        }
    }

    /** The keys of a model join once one is named: who has none sees few. */
    @Override
    public final List<String> shown() {
        return dialog.isEmpty() ? List.of() : heeded(pages().shown(values(), engine()));
    }

    @Override
    public final List<String> page() {
        return dialog.isEmpty() ? List.of() : pages().possible(values());
    }

    @Override
    public final List<String> rest(final List<String> firstPage) {
        return dialog.isEmpty() ? List.of() : heeded(pages().rest(firstPage, values(), engine()));
    }

    @Override
    public final boolean pins() {
        return true;
    }

    @Override
    public final Set<String> pinned() {
        return Set.copyOf(List.of(Prefs.get(prefsKey() + FIRST_PAGE, "").split(" ")));
    }

    @Override
    public final void pin(final Set<String> some) {
        Prefs.set(prefsKey() + FIRST_PAGE, String.join(" ", some).strip());
    }

    /** What would come of it; of regions that are still to be found, nothing is known. */
    @Override
    public final JobOutlook outlook() {
        return outlook(keys().parse(values()));
    }

    /** The same for some settings. */
    protected JobOutlook outlook(final R settings) {
        return JobOutlook.of(task(request(settings)), request(settings), outlined());
    }

    @Override
    public final Optional<String> memory() {
        return JobOutlook.memory(task(now()), now(), outlined());
    }

    @Override
    public final Optional<KeyOffer> offer() {
        return dialog.isEmpty() ? Optional.empty() : engine().flatMap(e -> e.offer(RecentModels.found(now())))
                .filter(offer -> keys().has(offer.key()));
    }

    private List<String> heeded(final List<String> some) {
        final R settings = keys().parse(values());
        return some.stream().filter(key -> heeds(settings, key)).toList();
    }

    final boolean takesPrompt() {
        return engine().filter(e -> e.capabilities().prompt()).isPresent();
    }

    /** An empty prompt is allowed, but mostly forgotten. */
    @Override
    public Optional<ParameterDialog.Doubt> doubt() {
        final Map<String, String> now = values();
        final boolean says = WORDS.stream().anyMatch(key -> !now.getOrDefault(key, "").isBlank())
                || keys().changes(keys().parse(now)).keySet().stream().anyMatch(keys()::isRecipe);
        return says || !takesPrompt() ? Optional.empty()
                : Optional.of(new ParameterDialog.Doubt(Translation.of("The prompt is empty: paint without one?"),
                        Translation.of("Paint without"), "prompt"));
    }

    @Override
    public final List<Offer> offers(final String key) {
        return keys().describe(key).path() == Key.Path.IMAGE ? hasImage() ? Offers.images(key, image()) : List.of()
                : switch (key) {
            case "upscaler" -> Offers.upscalers();
            case "styles" -> Offers.names(PromptStyles.names(values().getOrDefault("stylebook", "")));
            case "server" -> Offers.servers(values().getOrDefault("engine", ""));
            default -> Offers.role(key).map(ModelOffers::of).orElse(List.of());
        };
    }

    @Override
    public final boolean lists(final String key) {
        return key.equals("styles");
    }

    @Override
    public final List<FieldAction> actions(final String key) {
        return key.equals("prompt") && task != Task.TEXT_TO_IMAGE && hasImage()
                ? List.of(new FieldAction(Translation.of("From Image..."), this::fromImage)) : List.of();
    }

    /** What is in the image, to begin a prompt with; empty if the user gives up. */
    private Optional<String> fromImage() {
        final Interrogate command = new Interrogate();
        command.take(image());
        if (command.begin() && !ParameterDialog.ask(command))
            return Optional.empty();
        command.settle();
        return Optional.of(command.said());
    }

    @Override
    public final boolean enhances(final String key) {
        return key.equals("prompt");
    }

    /** Models that were found once are not looked for again. */
    @Override
    public final Map<String, String> defaults() {
        final Map<String, String> texts = super.defaults();
        texts.keySet().removeAll(List.of("segmenter", "detector"));
        if (task != Task.INPAINT)
            texts.remove("model");
        return texts;
    }

    final Request now() {
        return request(keys().parse(values()));
    }

    @Override
    public final List<String> choices(final String key) {
        if (key.equals("engine"))
            return Stream.concat(Stream.of("auto"), able().stream().map(Engine::id)).toList();
        final List<String> words = able().stream().flatMap(e -> e.choices(key).stream()).distinct().toList();
        final String now = values().get(key);
        // what a macro or the last time has set stays to be chosen
        return words.isEmpty() || words.contains(now) ? words.isEmpty() ? super.choices(key) : words
                : Stream.concat(Stream.of(now), words.stream()).toList();
    }

    @Override
    protected String prefsKey() {
        return "inpaintj." + (dialog.isEmpty() ? task.id() : dialog);
    }

    @Override
    protected void recalled() {
        if (keys().has("segmenter") && task == Task.INPAINT && !shown().isEmpty())
            recall("segmenter", Kind.SEGMENTER);
        recall("detector", Kind.DETECTOR);
        if (task != Task.INPAINT && values().get("model").equals("auto"))
            RecentModels.paths().stream().map(Path::of)
                    .filter(path -> Files.isDirectory(path) || Checkpoint.isLikely(path)).map(Path::toString)
                    .findFirst()
                    .ifPresent(path -> assign(Map.of("model", path)));
    }

    /** A sketch that is seen is started from. */
    @Override
    protected final void imageKnown() {
        final Map<String, String> inputs = dialog.isEmpty() ? new LinkedHashMap<>() : SketchInputs.of(image());
        inputs.keySet().removeIf(key -> !keys().has(key));
        assign(inputs);
    }

    @Override
    protected List<String> notRemembered() {
        // a ControlNet without its picture would be an error the next time
        return List.of("mask", "sketch", "strength_map", "control", "control2", "control3", "controlnet", "controlnet2",
                "controlnet3");
    }

    @Override
    public final Map<String, String> expand(final Map<String, String> given) {
        final List<String> notes = new ArrayList<>();
        final Map<String, String> all = keys().expand(PictureSettings.under(given, keys(), notes));
        notes.forEach(note -> IJ.log(title() + " " + note));
        return all;
    }

    @Override
    public final boolean readsFiles() {
        return keys().has("sampler");
    }

    @Override
    public final List<String> read(final Path file) {
        final PictureSettings settings = PictureSettings.read(file, keys(), Map.of());
        assign(settings.values());
        return settings.notes();
    }

    /**
     * As {@link #prepare} has done it, if there was a dialog: the fields themselves stay as they are until all is
     * decided.
     */
    @Override
    protected final void settled() {
        assign(last == null ? last(interactive()) : last);
    }

    /**
     * What makes the inputs final: draws the seeds that are left to chance, so that what is recorded makes the same
     * pixels again, and empties the fields that an earlier run has left and that mean nothing to this one. What is
     * wrong with the inputs is told when they are run.
     *
     * @param remembered whether the fields may hold what nobody has given this time
     */
    Map<String, String> last(final boolean remembered) {
        final Map<String, String> texts = new LinkedHashMap<>();
        try {
            final R settings = keys().parse(values());
            final Request asked = request(settings);
            final Engine engine = Engines.found().of(RecentModels.found(asked), task);
            if (engine.capabilities().draws()) {
                final Request drawn = asked.drawn(results(settings));
                drawn.seeds().stream().filter(keys()::has).forEach(key -> texts.put(key, drawn.text(key)));
            }
            if (remembered)
                leftovers(settings, KeyUse.of(engine, task(asked)))
                        .forEach(key -> texts.put(key, keys().defaultOf(key)));
            return texts;
        } catch (final InpaintException e) {
            return Map.of();
        }
    }

    /** How many results get a seed each, at most. */
    protected abstract int results(R settings);

    /** What the engine is asked for. */
    protected Task task(final Request request) {
        return task;
    }

    /** Whether a key may mean something with the settings and the image, as far as the engine has no say in it. */
    protected boolean heeds(final R settings, final String key) {
        return !key.equals(NeighbourReader.KEY) || !hasImage() || image().getNSlices() * image().getNFrames() > 1;
    }

    /** Keys without effect of which a person would not want to hear: what no dialog shows, and models used last. */
    private List<String> leftovers(final R settings, final KeyUse use) {
        final Set<String> offered = new HashSet<>(shown()), given = keys().changes(settings).keySet();
        offered.addAll(rest(List.copyOf(offered)));
        // without refine, a segmenter serves something else; a sketch that is seen and not used is worth a word
        final Stream<String> idle = use.idle(request(settings), given).stream()
                .filter(key -> !key.equals("segmenter") || keys().keys().contains("refine"))
                .filter(key -> !key.equals("sketch"))
                .filter(key -> !offered.contains(key) || keys().describe(key).path() != Key.Path.NONE);
        return Stream.concat(idle, given.stream().filter(key -> !heeds(settings, key))).distinct().toList();
    }

    /** Runs a job in the background if that is wanted, else waits for it and hands over what it made. */
    private void submit(final PaintJob<?> job) {
        final Request request = job.request();
        request.ownModels().forEach(key -> RecentModels.remember(request.text(key)));
        RecentModels.remember(request.model());
        RecentModels.remember(Kind.SEGMENTER, request.segmenter());
        RecentModels.remember(Kind.DETECTOR, values().getOrDefault("detector", ""));
        final InpaintTask task = new InpaintTask(PaintRun.of(title(), recorded(), job, interactive()), mirror());
        if (interactive() && request.background())
            task.start();
        else
            result(task.await());
    }
}
