package org.inpaintj.ui.form;

import java.awt.Button;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.TextArea;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Optional;

import org.inpaintj.core.CancelledException;
import org.inpaintj.ui.UserErrors;

/**
 * The button of a {@link FieldAction}. While the action runs, the button stops it; so does closing the dialog. Words
 * that come again take the place of those that came before, if these still end the text, else they are put behind it.
 */
final class FieldButton extends Button {

    static final String STOP = "Stop";

    private static final long serialVersionUID = 1L;

    private final transient FieldAction action;
    private final TextArea area;
    private String last = "";
    /** Null while nothing runs. */
    private transient Thread running;

    FieldButton(final FieldAction action, final TextArea area, final Dialog dialog) {
        super(action.label());
        this.action = action;
        this.area = area;
        addActionListener(event -> press());
        dialog.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                stop();
            }
        });
    }

    private void press() {
        if (running != null) {
            stop();
            return;
        }
        setLabel(STOP);
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
            setLabel(action.label());
            made.filter(text -> !text.isEmpty()).ifPresent(this::put);
        });
    }

    private void put(final String words) {
        final String text = area.getText().strip();
        final String before = !last.isEmpty() && text.endsWith(last) ? text.substring(0, text.length() - last.length())
                : text.isEmpty() ? "" : text.endsWith(",") ? text + " " : text + ", ";
        area.setText(before + words);
        last = words;
    }
}
