package org.inpaintj.ui.form.input;

import java.awt.Font;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javax.swing.JComponent;
import javax.swing.JLabel;

import org.inpaintj.language.Translation;

/**
 * A key input lets the user see and change the value of one key, in whatever window. Its label is bold while the value
 * is not the default, and the menu of the right mouse button sets it back. What is wrong with the value is said while
 * it is typed, and nothing is corrected. {@link KeyInputs} makes it. On the event thread.
 */
public abstract class KeyInput {

    private final KeySource source;
    private final String key;
    private final Consumer<String> changed;
    private final JComponent label;
    /** Whether the value is being set by the program, or by a part of this input. */
    private boolean putting;

    /**
     * @param label   what stands in front of it; or the check box that has its text itself
     * @param changed told the key when the user has changed the value
     */
    KeyInput(final KeySource source, final String key, final JComponent label, final Consumer<String> changed) {
        this.source = source;
        this.key = key;
        this.label = label;
        this.changed = changed;
    }

    /** What it is for. */
    public final String key() {
        return key;
    }

    /** What stands in front of it; or the {@link #component} itself, if that has its text. */
    public final JComponent label() {
        return label;
    }

    /** What is typed into, with the buttons for it. */
    public JComponent component() {
        return field();
    }

    /** What has the focus; its name is the key. */
    public abstract JComponent field();

    /** Whether it takes all the width that there is. */
    public boolean isWide() {
        return false;
    }

    /** The value as it is typed, not checked. */
    public abstract String text();

    /** Puts a text into the component. */
    abstract void put(String text);

    /** Shows that something is wrong, or not. */
    void show(final Optional<String> wrong) {}

    /** Sets the value; {@code changed} is not told. */
    public final void set(final String text) {
        if (text != null && !text.equals(text())) {
            putting = true;
            put(text);
            putting = false;
        }
        mark();
    }

    /** Sets the value as the user does. */
    final void take(final String text) {
        set(text);
        changed.accept(key);
    }

    /** The label and the component; one if they are the same. */
    public final List<JComponent> parts() {
        return label == component() ? List.of(label) : List.of(label, component());
    }

    public final boolean shows() {
        return component().isVisible();
    }

    public final void setShown(final boolean shown) {
        parts().forEach(part -> part.setVisible(shown));
    }

    /** What is wrong with the value, in a sentence that says what would be right; empty if nothing is. */
    public final Optional<String> wrong() {
        return KeyWords.wrong(source, key, text());
    }

    /** What to tell the user about it: what is wrong, else what it means. */
    public final String help() {
        return wrong().orElse(KeyWords.help(source, key));
    }

    /** Whether the value is another one than the default. */
    public final boolean isChanged() {
        return KeyWords.changed(source, key, text());
    }

    /** Called once by the kinds, when all is there. */
    final KeyInput made() {
        field().setName(key);
        field().getAccessibleContext().setAccessibleName(KeyWords.label(source, key));
        if (label instanceof JLabel text)
            text.setLabelFor(field());
        final ResetMenu menu = new ResetMenu(this::isChanged, this::normal, () -> take(source.defaults().get(key)));
        label.setComponentPopupMenu(menu);
        field().setComponentPopupMenu(menu);
        mark();
        return this;
    }

    /** Called by the kinds at each letter. */
    final void edited() {
        if (!putting)
            mark();
    }

    /** Called by the kinds when the user is done with a change. */
    final void done() {
        if (putting)
            return;
        mark();
        changed.accept(key);
    }

    final boolean isPutting() {
        return putting;
    }

    private void mark() {
        final boolean now = isChanged();
        final int style = now ? Font.BOLD : Font.PLAIN;
        // some look and feels have all labels bold
        if (label.getFont().getStyle() != style)
            label.setFont(label.getFont().deriveFont(style));
        final Optional<String> wrong = wrong();
        final String tip = ToolTip.html(now && wrong.isEmpty()
                ? help() + "\n" + Translation.of("Changed, default: {0}", normal()) : help());
        label.setToolTipText(tip);
        field().setToolTipText(tip);
        show(wrong);
    }

    /** The default as people read it. */
    private String normal() {
        final String text = source.defaults().getOrDefault(key, "");
        return text.isEmpty() ? Translation.of("empty") : text;
    }
}
