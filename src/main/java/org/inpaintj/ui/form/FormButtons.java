package org.inpaintj.ui.form;

import java.awt.Button;
import java.awt.Panel;
import java.awt.dnd.DropTarget;
import java.nio.file.Path;
import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Key;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.form.ParameterDialog.Asker;

/**
 * The buttons of a {@link FormDialog} beside ImageJ's own: the defaults, settings from a picture's file, what stands on
 * the first page, and what a run would start from. On the event thread.
 *
 * @param keys of the inputs
 */
record FormButtons(FormDialog dialog, Asker command, WrappedText help, List<String> keys) {

    /** @param first whether it is the first page */
    void addTo(final Panel buttons, final boolean first) {
        add(buttons, ParameterDialog.DEFAULTS, buttons.getComponentCount() > 0 ? 1 : 0, () -> {
            command.assign(command.defaults());
            dialog.showValues();
        });
        if (first && command.readsFiles()) {
            add(buttons, ParameterDialog.FROM_FILE, 2, () -> PathBrowser.ask(dialog,
                    "A PNG, or a text file with its parameters", Key.Path.FILE, "")
                    .ifPresent(path -> fill(Path.of(path))));
            dialog.setDropTarget(new DropTarget(dialog, new FileDrop(this::fill)));
        }
        if (!first && command.pins())
            add(buttons, ParameterDialog.FIRST_PAGE, 1, () -> FirstPageDialog.ask(command, keys));
        if (first && command.processes()) {
            final ProcessPreview preview = new ProcessPreview(dialog);
            add(buttons, ParameterDialog.PROCESS, 1, () -> preview.show(command, dialog.answers()));
        }
    }

    private void add(final Panel buttons, final String label, final int at, final Runnable action) {
        final Button button = new Button(label);
        button.addActionListener(event -> action.run());
        button.addKeyListener(dialog);
        buttons.add(button, at);
    }

    /** Takes what a picture's file tells, and says what of it is not used. */
    private void fill(final Path file) {
        try {
            keepTyped();
            final List<String> notes = command.read(file);
            dialog.showValues();
            help.set("Filled from '" + file.getFileName() + "'.");
            if (!notes.isEmpty())
                UserErrors.tell(dialog.getTitle(), notes);
        } catch (final InpaintException e) {
            UserErrors.show(dialog.getTitle(), e);
        }
    }

    /** What is only half typed stays in its input until the user is done. */
    private void keepTyped() {
        try {
            command.assign(dialog.answers());
        } catch (final InpaintException e) {
            // said at OK
            return;
        }
    }
}
