package org.inpaintj.ui.form;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ij.ImagePlus;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.KeyOffer;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.language.Translation;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.ModalDialogs;
import org.inpaintj.ui.form.FormDialog.End;
import org.inpaintj.ui.form.input.KeySource;
import org.inpaintj.ui.form.input.KeyWords;

/**
 * This dialog asks for a command's inputs: first for those that most people set, and on a second page behind a button
 * for the rest. It comes back with what was typed until the command can do what it is told; what was typed and given
 * up is offered the next time.
 */
public final class ParameterDialog {

    /** The command that asks. */
    public interface Asker extends KeySource {

        /** The label in the menu. */
        String title();

        /**
         * Sets inputs.
         *
         * @throws InpaintException for a bad value; then nothing is set
         */
        void assign(Map<String, String> texts);

        /** The keys of the first page with the inputs as they are now. May read the files that an input names. */
        List<String> shown();

        /** All keys that the first page may come to show while it is open, in their order. */
        default List<String> page() {
            return shown();
        }

        /** The keys that the user wants on the first page, beside those that stand there anyway. */
        default Set<String> pinned() {
            return Set.of();
        }

        /** Remembers {@link #pinned}; for a command whose second page may become the first. */
        default void pin(final Set<String> some) {
            throw new UnsupportedOperationException();
        }

        /** Whether {@link #pin} may be called. */
        default boolean pins() {
            return false;
        }

        /** What would come of the inputs as they are now. May read the files that an input names. */
        default JobOutlook outlook() {
            return JobOutlook.NONE;
        }

        /**
         * How much memory a run with the inputs as they are now would take, in words; empty where that cannot be told.
         * May read the files that an input names, and look for a device.
         *
         * @throws InpaintException if it does not fit
         */
        default Optional<String> memory() {
            return Optional.empty();
        }

        /** A key that would serve the inputs as they are now. May read the files that an input names. */
        default Optional<KeyOffer> offer() {
            return Optional.empty();
        }

        /** The image that {@link JobOutlook#region} is of; null if there is none. */
        default ImagePlus outlined() {
            return null;
        }

        /** Those that mean something with the inputs as they are now, and are not on the first page. */
        List<String> rest(List<String> firstPage);

        /** Texts that are given, with what they mean for other keys. */
        Map<String, String> expand(Map<String, String> given);

        /** Whether {@link #read} is offered. */
        default boolean readsFiles() {
            return false;
        }

        /**
         * Sets the inputs that a file tells, and leaves the others.
         *
         * @return what of the file is not used, in full sentences
         * @throws InpaintException if it tells nothing, or cannot be read; then nothing is set
         */
        default List<String> read(final Path file) {
            throw new UnsupportedOperationException(title());
        }

        /** Why nothing can come of it unless {@link #wayOut} is given, known before anything is asked. */
        default Optional<String> obstacle() {
            return Optional.empty();
        }

        /** The key of the first page that overcomes the obstacle; empty if none does. */
        default String wayOut() {
            return "";
        }

        /** Whether {@link #process} may be called. */
        default boolean processes() {
            return false;
        }

        /**
         * What a run with some inputs would start from, to be looked at before: its selection is what is there
         * already. On any thread but the event thread.
         *
         * @throws InpaintException if it could not be run
         */
        default ImagePlus process(final Map<String, String> texts) {
            throw new UnsupportedOperationException();
        }

        /** What the user had better be asked before it runs with the inputs as they are now. */
        default Optional<Doubt> doubt() {
            return Optional.empty();
        }

        /**
         * Looks whether it can be done with the inputs as they are now, and may take what it needs for it.
         *
         * @throws InpaintException if it cannot
         */
        default void prepare() {}
    }

    /**
     * A question before a run.
     *
     * @param question what is unusual, and whether it is meant
     * @param yes      what the button says that goes on
     * @param key      where the user most likely wants to answer no
     */
    public record Doubt(String question, String yes, String key) {
    }

    private final Asker command;
    /** What had the focus when the dialog was shown before, and the outline. */
    private final FormDialog.Memory memory;

    private ParameterDialog(final Asker command) {
        this.command = command;
        memory = new FormDialog.Memory(new RegionOutline(command.outlined()));
    }

    /**
     * The keys of the first page of a dialog, in the order of the parameters, where no engine has a say in it.
     *
     * @param dialog as {@link org.inpaintj.params.Key#first()} calls it
     */
    public static List<String> firstPage(final Parameters<?> keys, final String dialog) {
        return keys.keys().stream().filter(key -> keys.describe(key).first().isEmpty()
                || List.of(keys.describe(key).first().split(" ")).contains(dialog)).toList();
    }

    /**
     * Asks until it can be done; false if the user gives up.
     *
     * @throws InpaintException   if nothing that could be asked for would help
     * @throws CancelledException if the user of a macro gives up
     */
    public static boolean ask(final Asker command) {
        return ask(command, "");
    }

    /**
     * The same.
     *
     * @param message shown above the inputs; may be empty
     */
    public static boolean ask(final Asker command, final String message) {
        final ParameterDialog form = new ParameterDialog(command);
        final Optional<String> obstacle = command.obstacle();
        if (obstacle.isPresent() && !form.overcome(obstacle.get()))
            return false;
        try (RegionOutline outline = form.memory.outline()) {
            return form.asks(message) || form.givenUp();
        }
    }

    private boolean asks(final String message) {
        final String name = FormDialog.name(command, true);
        final Map<String, String> opened = values(command);
        Map<String, String> answers = opened;
        boolean used = false;
        try {
            for (;;) {
                final FormDialog dialog = FormDialog.askFirst(command, answers, message, memory);
                answers = dialog.answers();
                if (dialog.end() == End.CANCEL)
                    return false;
                if (!take(answers))
                    continue;
                if (dialog.end() == End.OK && prepared() && means()) {
                    used = true;
                    return true;
                }
                if (dialog.end() == End.MORE)
                    askRest();
                answers = values(command);
            }
        } finally {
            if (used)
                TypedEarlier.forget(name);
            else
                TypedEarlier.keep(name, opened, answers);
        }
    }

    /** False; ends a macro that opened the dialog, which would go on with an image in which nothing has happened. */
    private boolean givenUp() {
        // as ImageJ knows the thread of a macro: another one may be running
        if (Thread.currentThread().getName().endsWith("Macro$"))
            throw new CancelledException();
        return false;
    }

    /** Says why the dialog would be in vain; true if the user knows the way out. */
    private boolean overcome(final String obstacle) {
        if (command.wayOut().isEmpty())
            throw new InpaintException(obstacle);
        memory.focus = command.wayOut();
        return confirm(obstacle, Translation.of("Use a {0}...",
                KeyWords.label(command, command.wayOut()).split(" ")[0]), Translation.of("Cancel"))
                || givenUp();
    }

    /** Shows the second page and sets what the user has changed there; nothing if he cancels. */
    private void askRest() {
        final String name = FormDialog.name(command, false);
        final Map<String, String> before = values(command);
        final FormDialog.Memory place = new FormDialog.Memory(memory.outline());
        Map<String, String> answers = before;
        final List<String> page = command.rest(command.shown());
        for (;;) {
            final FormDialog dialog = FormDialog.askRest(command, page, answers, place);
            answers = dialog.answers();
            if (dialog.end() == End.CANCEL) {
                TypedEarlier.keep(name, before, answers);
                command.assign(before);
                return;
            }
            if (take(answers)) {
                TypedEarlier.forget(name);
                return;
            }
        }
    }

    private boolean take(final Map<String, String> answers) {
        return succeeds(() -> command.assign(answers));
    }

    private boolean prepared() {
        return succeeds(command::prepare);
    }

    private boolean succeeds(final Runnable step) {
        try {
            step.run();
            return true;
        } catch (final InpaintException e) {
            show(KeyWords.labelled(command, e.getMessage()));
            return false;
        }
    }

    /** Whether the user really means it. */
    private boolean means() {
        final Optional<Doubt> doubt = command.doubt();
        if (doubt.isEmpty() || confirm(doubt.get().question(), Translation.message(doubt.get().yes()),
                Translation.of("Back")))
            return true;
        memory.focus = doubt.get().key();
        return false;
    }

    private void show(final String message) {
        ModalDialogs.tell(Translation.message(title(command)), Translation.message(message));
    }

    private boolean confirm(final String question, final String yes, final String no) {
        return ModalDialogs.confirm(Translation.message(title(command)), Translation.message(question), yes, no);
    }

    /** The inputs as they are now, numbers as people write them. */
    static Map<String, String> values(final Asker command) {
        return tidy(command.keys(), command.values());
    }

    private static <R
            extends Record> Map<String, String> tidy(final Parameters<R> keys, final Map<String, String> texts) {
        return keys.texts(keys.parse(texts));
    }

    static String title(final Asker command) {
        return command.title().replace("...", "");
    }
}
