package org.inpaintj.ui.form;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.dnd.DropTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.text.JTextComponent;

import org.inpaintj.core.InpaintException;
import org.inpaintj.language.Translation;
import org.inpaintj.params.Key;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.form.FormDialog.End;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.form.input.KeyInput;
import org.inpaintj.ui.form.input.PathBrowser;

/**
 * The buttons of a {@link FormDialog}: what ends it, help, the defaults, settings from a picture's file, what stands on
 * the first page, and what a run would start from. On the event thread.
 *
 * @param say tells the user something in the dialog
 */
record FormButtons(FormDialog dialog, Asker command, List<KeyInput> inputs, Consumer<String> say) {

    /** With which the keyboard reaches the buttons. */
    static final String LETTERS = "HDFPM";

    private static final int GAP = 6;

    /**
     * Makes them in a row.
     *
     * @param first whether it is the first page
     * @param more  whether there is a second one
     */
    JPanel panel(final boolean first, final boolean more) {
        final JPanel left = new JPanel(new FlowLayout(FlowLayout.LEADING, WindowScale.px(GAP), 0)),
                right = new JPanel(new FlowLayout(FlowLayout.TRAILING, WindowScale.px(GAP), 0));
        add(left, Translation.of("Help"), 'H', dialog::help);
        add(left, Translation.of("Defaults"), 'D', () -> {
            command.assign(command.defaults());
            dialog.showValues();
        });
        if (first && command.readsFiles()) {
            add(left, Translation.of("From PNG..."), 'F', () -> PathBrowser.ask(dialog,
                    Translation.of("A PNG, or a text file with its parameters"), Key.Path.FILE, "")
                    .ifPresent(path -> fill(Path.of(path))));
            dialog.setDropTarget(new DropTarget(dialog, new FileDrop(this::fill)));
            // texts would refuse it
            for (final KeyInput input : inputs)
                if (input.field() instanceof JTextComponent text)
                    text.setTransferHandler(new FileTransfer(text.getTransferHandler(), this::fill));
        }
        if (!first && command.pins())
            add(left, Translation.of("First Page..."), 'F', () -> FirstPageDialog.ask(dialog, command,
                    inputs.stream().map(KeyInput::key).toList()));
        if (first && command.processes()) {
            final ProcessPreview preview = new ProcessPreview(dialog);
            add(left, Translation.of("Process"), 'P', () -> preview.show(command, dialog.answers()));
        }
        dialog.getRootPane().setDefaultButton(add(right, Translation.of("OK"), 0, () -> dialog.end(End.OK)));
        if (more)
            add(right, Translation.of("More..."), 'M', () -> dialog.end(End.MORE));
        add(right, Translation.of("Cancel"), 0, () -> dialog.end(End.CANCEL));
        final JPanel all = new JPanel(new BorderLayout(WindowScale.px(GAP), 0));
        all.add(left, BorderLayout.LINE_START);
        all.add(right, BorderLayout.LINE_END);
        return all;
    }

    private static JButton add(final JPanel buttons, final String label, final int letter, final Runnable action) {
        final JButton button = new JButton(label);
        button.setMnemonic(letter);
        button.addActionListener(event -> action.run());
        buttons.add(button);
        return button;
    }

    /** Takes what a picture's file tells, and says what of it is not used. */
    private void fill(final Path file) {
        try {
            keepTyped();
            final List<String> notes = command.read(file);
            dialog.showValues();
            say.accept(Translation.of("Filled from '{0}'.", file.getFileName()));
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
