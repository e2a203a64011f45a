package org.inpaintj.ui.form.input;

import java.util.function.Consumer;

import javax.swing.JCheckBox;
import javax.swing.JComponent;

/** A check box. */
final class BoxInput extends KeyInput {

    private final JCheckBox box;

    BoxInput(final KeySource source, final String key, final JCheckBox box, final Consumer<String> changed) {
        super(source, key, box, changed);
        this.box = box;
        box.setText(KeyWords.label(source, key));
        box.addItemListener(event -> done());
    }

    @Override
    public JComponent field() {
        return box;
    }

    @Override
    public String text() {
        return Boolean.toString(box.isSelected());
    }

    @Override
    void put(final String text) {
        box.setSelected(Boolean.parseBoolean(text));
    }
}
