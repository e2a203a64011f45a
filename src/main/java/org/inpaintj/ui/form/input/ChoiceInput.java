package org.inpaintj.ui.form.input;

import java.awt.Dimension;
import java.awt.Font;
import java.util.function.Consumer;

import javax.swing.DefaultComboBoxModel;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.ListCellRenderer;

import org.inpaintj.language.Translation;

/** A choice of words, which are shown in the user's language and stay as macros write them. */
final class ChoiceInput extends KeyInput {

    private final JComboBox<String> box;
    private String last;

    ChoiceInput(final KeySource source, final String key, final Consumer<String> changed) {
        super(source, key, new JLabel(KeyWords.label(source, key)), changed);
        box = new Roomy(source.choices(key).toArray(String[]::new));
        box.setFont(box.getFont().deriveFont(Font.PLAIN));
        final ListCellRenderer<? super String> plain = box.getRenderer();
        box.setRenderer((list, word, index, selected, focus) -> plain.getListCellRendererComponent(list,
                word == null ? "" : Translation.choice(key, word), index, selected, focus));
        // arrows go through the open list without picking
        box.putClientProperty("JComboBox.isTableCellEditor", Boolean.TRUE);
        last = text();
        box.addActionListener(event -> {
            // Enter tells of the word that is there already
            if (!text().equals(last))
                done();
            last = text();
        });
    }

    @Override
    public JComponent field() {
        return box;
    }

    @Override
    public String text() {
        return String.valueOf(box.getSelectedItem());
    }

    /** A word that is not offered joins, so that nothing else is shown than what is set. */
    @Override
    void put(final String text) {
        if (((DefaultComboBoxModel<String>) box.getModel()).getIndexOf(text) < 0)
            box.addItem(text);
        box.setSelectedItem(text);
    }

    /** Some look and feels cut off the word by a letter or two. */
    private static final class Roomy extends JComboBox<String> {

        private static final long serialVersionUID = 1L;

        Roomy(final String[] words) {
            super(words);
        }

        @Override
        public Dimension getPreferredSize() {
            final Dimension size = super.getPreferredSize();
            return new Dimension(size.width + getFontMetrics(getFont()).stringWidth("mm"), size.height);
        }
    }
}
