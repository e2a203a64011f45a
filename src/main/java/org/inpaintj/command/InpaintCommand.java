package org.inpaintj.command;

import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.MacroLine;
import org.inpaintj.engine.Vocabulary;
import org.inpaintj.ui.Form;
import org.inpaintj.ui.Message;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.Macro;
import ij.Prefs;
import ij.WindowManager;
import ij.macro.Interpreter;

/**
 * A menu entry whose inputs are the keys of a vocabulary: for each key the subclass declares a {@code @Parameter}
 * field of that name, without an initial value (the constructor sets the defaults). Reads a macro's options strictly,
 * shows the keys that matter, remembers what was chosen in a dialog, and turns every error into a message that stops
 * a macro. Runs in a SciJava context and without one.
 *
 * @param <R> the settings
 */
public abstract class InpaintCommand<R extends Record> extends DynamicCommand implements Form.Asker {

    private final Vocabulary<R> keys;
    private final Fields fields;
    private InpaintException problem;
    private boolean interactive;
    private boolean begun;
    private List<String> asked = List.of();

    protected InpaintCommand(final Vocabulary<R> keys) {
        this.keys = keys;
        fields = new Fields(this, keys);
        fields.write(keys.texts(keys.parse(Map.of())));
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
        return keys.choices(key);
    }

    /** What the dialog of SciJava shows, as decided when it was made. */
    final List<String> asked() {
        return asked;
    }

    /** Where ImageJ's preferences keep the settings of the last interactive run; empty if nowhere. */
    protected String memory() {
        return "";
    }

    /** Fields that are keys of other commands only, with which it shares them. */
    protected List<String> strangers() {
        return List.of();
    }

    /** Called when the inputs are those of last time, before a dialog shows them. */
    protected void recalled() {}

    /** Keys that belong to one image and are not worth keeping for the next. */
    protected List<String> forgotten() {
        return List.of();
    }

    /** What must hold before a dialog is worth showing. */
    protected void check() {}

    @Override
    public final Vocabulary<R> keys() {
        return keys;
    }

    /** The label in the menu, which is the name in macros. */
    @Override
    public final String title() {
        final String path = getClass().getAnnotation(Plugin.class).menuPath();
        return path.substring(path.lastIndexOf('>') + 1);
    }

    @Override
    public final Map<String, String> values() {
        return fields.read();
    }

    /** @throws InpaintException for an unknown key or a bad value; then nothing is set */
    @Override
    public final void assign(final Map<String, String> texts) {
        fields.write(keys.texts(keys.with(keys.parse(fields.read()), texts)));
    }

    /** What the recorder writes: the keys shown and those that differ from their defaults. */
    public final Map<String, String> recorded() {
        final R settings = keys.parse(fields.read());
        final Map<String, String> texts = new LinkedHashMap<>(keys.texts(settings));
        final Set<String> changed = keys.changes(settings).keySet();
        texts.keySet().removeIf(key -> !changed.contains(key) && !shown().contains(key));
        return texts;
    }

    /**
     * Finds out who is asking, before any dialog. A macro's options set the inputs; a user starts from the settings of
     * last time. What is wrong by then is told by {@link #run()}, where it can stop a macro.
     *
     * @param given the inputs that a script has set already
     * @return true if a dialog should ask for the inputs shown
     */
    public final boolean begin(final Set<String> given) {
        begun = true;
        final String options = Macro.getOptions();
        final boolean macro = options != null && !options.isBlank();
        final boolean unattended = macro || !given.isEmpty() || GraphicsEnvironment.isHeadless() || IJ.getInstance() == null
                || Interpreter.isBatchMode();
        interactive = !unattended && !IJ.isMacro();
        try {
            if (macro)
                // whatever SciJava has made of them: it finds keys inside of texts and takes any value
                fields.write(keys.texts(keys.parse(expand(inputs(MacroLine.parse(options))))));
            else if (interactive)
                recall();
            else
                adopt(given);
            keys.parse(fields.read());
            check();
        } catch (final InpaintException e) {
            problem = e;
            fields.write(keys.texts(keys.parse(Map.of())));
        }
        return !unattended && problem == null && !shown().isEmpty();
    }

    /** Takes over what inputs that are given mean for those that are not. */
    private void adopt(final Set<String> given) {
        final Map<String, String> texts = values();
        texts.keySet().retainAll(given);
        fields.write(keys.texts(keys.with(keys.parse(values()), expand(texts))));
    }

    @Override
    public Map<String, String> expand(final Map<String, String> given) {
        return new LinkedHashMap<>(given);
    }

    /** The macro's options without those that are no keys of the vocabulary, which a subclass takes for itself. */
    protected Map<String, String> inputs(final Map<String, String> options) {
        return options;
    }

    /** True if a person started the command and goes on working, rather than a macro or a script. */
    protected final boolean interactive() {
        return interactive;
    }

    /** @throws InpaintException if there is no screen to open a window on */
    protected final void needDisplay() {
        if (GraphicsEnvironment.isHeadless())
            throw new InpaintException(title() + " opens a window, which needs a display: run it in the desktop ImageJ.");
    }

    /** Called by SciJava after it has set the inputs it knows and before it shows a dialog for the others. */
    @Override
    public final void initialize() {
        final boolean ask = begin(keys.keys().stream().filter(this::isInputResolved).collect(Collectors.toSet()));
        strangers().stream().filter(this::isInputResolved).findFirst().ifPresent(key -> problem =
                new InpaintException("The key '" + key + "' means nothing to " + title() + ": leave it out."));
        asked = shown();
        Inputs.dress(this, ask && problem == null);
    }

    private void remember() {
        final Map<String, String> texts = recorded();
        texts.keySet().removeAll(forgotten());
        Prefs.set(memory(), MacroLine.format(texts));
    }

    private void recall() {
        try {
            if (!memory().isEmpty())
                assign(MacroLine.parse(Prefs.get(memory(), "")));
            recalled();
        } catch (final InpaintException e) {
            IJ.log(title() + " starts from its defaults, the settings of last time are of another version: "
                    + e.getMessage());
        }
    }

    @Override
    public final void run() {
        try {
            if (problem != null)
                throw problem;
            if (!begun)
                adopt(keys.changes(keys.parse(values())).keySet());
            final R settings = keys.parse(fields.read());
            if (interactive && !shown().isEmpty() && !memory().isEmpty())
                remember();
            perform(settings);
        } catch (final RuntimeException | Error e) {
            Message.stop(title(), e);
        } finally {
            if (getContext() != null)
                // Images shown by this thread would stay the "current image" of whatever SciJava runs on it next.
                WindowManager.setTempCurrentImage(null);
        }
    }
}
