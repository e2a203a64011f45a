package org.inpaintj.command;

import java.awt.GraphicsEnvironment;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Prefs;
import ij.macro.Interpreter;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.roi.MissingModels;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobWork;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.BackgroundTask;
import org.inpaintj.ui.LanguageSetting;
import org.inpaintj.ui.TaskMirror;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.ui.history.RunRecorder;
import org.inpaintj.ui.run.CommandRun;

/**
 * A parameter command is a menu entry whose inputs are the keys of a {@link Parameters}. There are two ways to it.
 * Menus, macros and the recorder of Fiji and of plain ImageJ go through {@link org.inpaintj.ij1.CommandPlugIn}, on
 * ImageJ's own thread: {@link #begin}, a dialog, {@link #execute}. Scripts run it as a SciJava command, which is a
 * plain class: {@link StrictCommands} lets a script give each key by its name, as text or as any value, so that it is
 * read as strictly as in a macro; and the input {@code keys} takes any of them as a macro line.
 *
 * @param <R> the settings
 */
public abstract class ParameterCommand<R extends Record> implements Command, ParameterDialog.Asker {

    private final Parameters<R> parameters;
    /** What a script has given by name: keys to texts. */
    private final Map<String, String> given = new LinkedHashMap<>();
    private R settings;
    private boolean interactive;
    private boolean scripted;
    /** Whether models that are missing are fetched first. */
    private boolean download;
    /** For scripts: keys and values as in a macro. */
    @Parameter(required = false, persist = false) private String keys;
    /** Set for scripts only. */
    @Parameter(required = false) private TaskService tasks;

    protected ParameterCommand(final Parameters<R> keys) {
        parameters = keys;
        settings = keys.parse(Map.of());
    }

    /** Does the work; called on whatever thread runs the command, never on the event thread. */
    protected abstract void perform(R settings);

    /** The keys a dialog shows, in the order of ImageJ's; none means that there is no dialog. */
    @Override
    public List<String> shown() {
        return List.of();
    }

    @Override
    public List<String> rest(final List<String> firstPage) {
        return List.of();
    }

    @Override
    public List<String> choices(final String key) {
        return parameters.choices(key);
    }

    /** Where ImageJ's preferences keep the settings of the last interactive run; empty if nowhere. */
    protected String prefsKey() {
        return "";
    }

    /** Whether another command starts from the same inputs of last time. */
    public final boolean sharesMemory(final ParameterCommand<?> other) {
        return !prefsKey().isEmpty() && prefsKey().equals(other.prefsKey());
    }

    /** Called when the inputs are those of last time, before a dialog shows them. */
    protected void recalled() {}

    /** Keys that belong to one image and are not worth keeping for the next. */
    protected List<String> notRemembered() {
        return List.of();
    }

    /** What must hold before a dialog is worth showing. */
    protected void check() {}

    @Override
    public final Parameters<R> keys() {
        return parameters;
    }

    /** The label in the menu, which is the name in macros. */
    @Override
    public final String title() {
        return getClass().getAnnotation(Plugin.class).label();
    }

    @Override
    public final Map<String, String> values() {
        return parameters.texts(settings);
    }

    /** @throws InpaintException for an unknown key or a bad value; then nothing is set */
    @Override
    public final void assign(final Map<String, String> texts) {
        settings = parameters.with(settings, texts);
    }

    /**
     * What the recorder writes: the keys shown, those that differ from their defaults, and those that a preset would
     * set.
     */
    public final Map<String, String> recorded() {
        final Map<String, String> texts = values();
        final Set<String> told = new HashSet<>(parameters.changes(settings).keySet());
        told.addAll(parameters.implied(settings).keySet());
        texts.keySet().removeIf(key -> !told.contains(key) && !shown().contains(key));
        return texts;
    }

    /**
     * Finds out who is asking, before any dialog. A macro's options set the inputs; a user starts from the settings of
     * last time.
     *
     * @return true if a dialog should ask for the inputs shown
     * @throws InpaintException if there is nothing to work on, or an option is wrong
     */
    public final boolean begin() {
        LanguageSetting.apply();
        final String options = Macro.getOptions();
        final boolean macro = options != null && !options.isBlank();
        final boolean unattended = macro || GraphicsEnvironment.isHeadless() || IJ.getInstance() == null
                || Interpreter.isBatchMode();
        interactive = !unattended && !IJ.isMacro();
        if (interactive)
            RunRecorder.watch();
        if (macro)
            settings = parameters.parse(expand(inputs(withoutDownload(MacroLine.parse(options)))));
        else if (interactive)
            recall();
        check();
        fetchModels();
        return !unattended && !shown().isEmpty();
    }

    /**
     * The same for a window that has asked already: the inputs are a user's.
     *
     * @param texts those that are not given have their defaults
     * @throws InpaintException as {@link #begin()}
     */
    public final void begin(final Map<String, String> texts) {
        LanguageSetting.apply();
        interactive = true;
        RunRecorder.watch();
        settings = parameters.parse(expand(texts));
        check();
    }

    /** Makes the inputs final once {@link #begin} and the dialog have set them, and remembers what was chosen there. */
    public final void settle() {
        if (interactive && !shown().isEmpty() && !prefsKey().isEmpty())
            remember();
        settled();
    }

    /** Called when the inputs are final, before they are recorded. */
    protected void settled() {}

    /** Does what the inputs say. */
    public final void execute() {
        perform(settings);
    }

    /**
     * What a script does: takes the inputs that were given, works on the image that was given, waits, and leaves what
     * was made in the outputs. Never asks, remembers or shows anything.
     *
     * @throws InpaintException saying what is wrong, or what failed
     */
    @Override
    public final void run() {
        scripted = true;
        try {
            settings = parameters.parse(expand(withoutDownload(given())));
            check();
            fetchModels();
            perform(settings);
        } catch (final RuntimeException | Error e) {
            throw UserErrors.thrown(title(), e);
        }
    }

    /** The same without the word that says whether models are fetched, which commands of models take. */
    private Map<String, String> withoutDownload(final Map<String, String> texts) {
        final Map<String, String> rest = new LinkedHashMap<>(texts);
        final boolean names = !MissingModels.keys(parameters).isEmpty();
        download = names && rest.containsKey(MissingModels.KEY)
                && MissingModels.isWanted(rest.remove(MissingModels.KEY));
        return rest;
    }

    /** Fetches what is missing, in jobs that can be watched and cancelled, and waits for it. */
    private void fetchModels() {
        final ModelStore store = ModelStore.standard();
        if (download)
            for (final CatalogueEntry each : MissingModels.of(parameters, values()))
                new BackgroundTask<>("Download " + each.id(), null, progress -> store.install(each, progress),
                        path -> {}, mirror()).await();
    }

    /** All that a script may give by name. */
    final List<String> names() {
        return MissingModels.keys(parameters).isEmpty() ? inputs()
                : Stream.concat(inputs().stream(), Stream.of(MissingModels.KEY)).toList();
    }

    /** The keys that a script may give by name. */
    List<String> inputs() {
        return parameters.keys();
    }

    /** Takes the value of a key from a script; null takes it back. */
    final void give(final String key, final Object value) {
        if (value == null)
            given.remove(key);
        else
            given.put(key, String.valueOf(value));
    }

    /** What a script has given for a key; null if nothing. */
    final String given(final String key) {
        return given.get(key);
    }

    private Map<String, String> given() {
        final Map<String, String> all = MacroLine.parse(keys == null ? "" : keys);
        given.forEach((key, value) -> {
            if (all.put(key, value) != null)
                throw new InpaintException("The key '" + key
                        + "' is given twice, by its name and in keys: take one of them.");
        });
        return all;
    }

    /** @throws InpaintException saying that there is no such key, and which ones are near it */
    final void refuse(final String unknown) {
        parameters.with(settings, Map.of(unknown, ""));
    }

    @Override
    public Map<String, String> expand(final Map<String, String> given) {
        return parameters.expand(given);
    }

    /** The macro's options without those that are no keys of the parameters, which a subclass takes for itself. */
    protected Map<String, String> inputs(final Map<String, String> options) {
        return options;
    }

    /** True if a person started the command and goes on working, rather than a macro or a script. */
    protected final boolean interactive() {
        return interactive;
    }

    /** True if a script started the command, which takes what it makes from the outputs. */
    protected final boolean scripted() {
        return scripted;
    }

    /** Shows jobs where SciJava's tasks are shown. */
    protected final JobListener mirror() {
        return scripted ? TaskMirror.of(tasks) : TaskMirror.ofFiji();
    }

    /**
     * Does work as a job: in the background for a user, who goes on working; a macro or a script waits. What a user
     * has begun is kept in the history, with what it brings.
     *
     * @param image that it is about, on which Esc ends it; null if there is none
     * @param work  makes an image or words
     * @param later takes what it brings to a user, on the worker thread
     * @param now   takes it where somebody waits
     */
    protected final <T> void start(final ImagePlus image, final JobWork<T> work, final Consumer<T> later,
            final Consumer<T> now) {
        final BackgroundTask<T> task = task(image, work, later);
        if (interactive)
            task.start();
        else
            now.accept(task.await());
    }

    /** The same for an answer that is waited for in any case. */
    protected final <T> T await(final ImagePlus image, final JobWork<T> work) {
        return task(image, work, made -> {}).await();
    }

    private <T> BackgroundTask<T> task(final ImagePlus image, final JobWork<T> work, final Consumer<T> later) {
        final Optional<ImagePlus> about = Optional.ofNullable(image);
        return RunRecorder.task(new CommandRun(title(), recorded(), about, CommandRun.selected(about), interactive),
                name(image), work, later, mirror());
    }

    /** What lists of jobs call it. */
    protected final String name(final ImagePlus image) {
        return image == null ? title() : title().replace("...", "") + ": " + image.getTitle();
    }

    /** @throws InpaintException if there is no screen to open a window on */
    protected final void needDisplay() {
        if (GraphicsEnvironment.isHeadless())
            throw new InpaintException(title()
                    + " opens a window, which needs a display: run it in the desktop ImageJ.");
    }

    /** Starts a key, if there is such a key, with the model that was used last for it, by whichever command. */
    final void recall(final String key, final Kind kind) {
        if (parameters.keys().contains(key))
            RecentModels.paths(kind).stream().findFirst().ifPresent(path -> assign(Map.of(key, path)));
    }

    /** Keeps the inputs for the next time, without those that belong to one image. */
    public final void remember() {
        final Map<String, String> texts = recorded();
        texts.keySet().removeAll(notRemembered());
        Prefs.set(prefsKey(), MacroLine.format(texts));
    }

    private void recall() {
        try {
            if (!prefsKey().isEmpty())
                assign(MacroLine.parse(Prefs.get(prefsKey(), "")));
            recalled();
        } catch (final InpaintException e) {
            IJ.log(title() + " starts from its defaults, the settings of last time are of another version: "
                    + e.getMessage());
        }
    }
}
