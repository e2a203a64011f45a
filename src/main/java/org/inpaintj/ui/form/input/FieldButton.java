package org.inpaintj.ui.form.input;

import java.awt.EventQueue;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.swing.JButton;

import org.inpaintj.core.CancelledException;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.UserErrors;

/**
 * The button of a {@link FieldAction}. While the action runs, the button stops it; so does closing the window. Words
 * that come again take the place of those that came before, if these still end the text, else they are put behind it.
 */
final class FieldButton extends JButton {

    private static final long serialVersionUID = 1L;

    private final transient FieldAction action;
    private final transient Supplier<String> text;
    private final transient Consumer<String> take;
    private String last = "";
    /** Null while nothing runs. */
    private transient Thread running;

    /**
     * @param text as it is typed at the moment
     * @param take told the text with the words
     */
    FieldButton(final FieldAction action, final Supplier<String> text, final Consumer<String> take) {
        super(Translation.message(action.label()));
        this.action = action;
        this.text = text;
        this.take = take;
        addActionListener(event -> press());
    }

    /** The window has been closed. */
    @Override
    public void removeNotify() {
        super.removeNotify();
        stop();
    }

    private void press() {
        if (running != null) {
            stop();
            return;
        }
        setText(Translation.of("Stop"));
        running = new Thread(this::run, action.label());
        running.setDaemon(true);
        running.start();
    }

    private void stop() {
        if (running != null)
            running.interrupt();
    }

    private void run() {
        Optional<String> words = Optional.empty();
        try {
            words = action.words().get();
        } catch (final CancelledException e) {
            // as the user wanted it
        } catch (final RuntimeException | Error e) {
            UserErrors.show(action.label(), e);
        }
        final Optional<String> made = words;
        EventQueue.invokeLater(() -> {
            running = null;
            setText(Translation.message(action.label()));
            made.filter(some -> !some.isEmpty()).ifPresent(this::put);
        });
    }

    private void put(final String words) {
        final String now = text.get().strip();
        final String before = !last.isEmpty() && now.endsWith(last) ? now.substring(0, now.length() - last.length())
                : now.isEmpty() ? "" : now.endsWith(",") ? now + " " : now + ", ";
        take.accept(before + words);
        last = words;
    }
}
