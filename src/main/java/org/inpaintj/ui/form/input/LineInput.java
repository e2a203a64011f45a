package org.inpaintj.ui.form.input;

import java.util.Optional;
import java.util.function.Consumer;

import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.Timer;
import javax.swing.UIManager;
import javax.swing.text.JTextComponent;

import org.inpaintj.ui.ReadableColour;
import org.inpaintj.ui.Widgets;

/**
 * A text, a number or a path: what can be typed. {@code changed} is told once the user pauses. What is wrong is red.
 */
final class LineInput extends KeyInput {

    /** How long the user has to pause for a text to be taken as typed, ms. */
    private static final int PAUSE = 250;

    private final JTextComponent text;
    private final JComponent all;
    private final boolean wide;
    private final Timer pause = new Timer(PAUSE, event -> done());

    /**
     * @param all the text, or what holds it and the buttons for it
     */
    LineInput(final KeySource source, final String key, final JTextComponent text, final JComponent all,
            final boolean wide, final Consumer<String> changed) {
        super(source, key, new JLabel(KeyWords.label(source, key)), changed);
        this.text = text;
        this.all = all;
        this.wide = wide;
        pause.setRepeats(false);
        Widgets.onChange(text, this::change);
    }

    @Override
    public JComponent component() {
        return all;
    }

    @Override
    public JComponent field() {
        return text;
    }

    @Override
    public boolean isWide() {
        return wide;
    }

    /** A text of several lines on the screen is one line. */
    @Override
    public String text() {
        return text.getText().replaceAll("\\s*\\R\\s*", " ").strip();
    }

    @Override
    void put(final String now) {
        text.setText(now);
        text.setCaretPosition(0);
    }

    @Override
    void show(final Optional<String> wrong) {
        text.setForeground(wrong.isPresent() ? ReadableColour.red(text.getBackground())
                : UIManager.getColor("TextField.foreground"));
    }

    private void change() {
        edited();
        if (!isPutting())
            pause.restart();
    }
}
