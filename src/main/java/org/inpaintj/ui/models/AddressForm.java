package org.inpaintj.ui.models;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.GridLayout;
import java.util.Optional;

import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JTextField;

import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.ui.WindowScale;

/** Asks for the address of a model. */
final class AddressForm {

    private static final int WIDE = 44, GAP = 6;

    /**
     * What was typed.
     *
     * @param address not blank
     * @param title   not blank
     */
    record Typed(String address, ModelRole role, String title) {
    }

    private AddressForm() {}

    /** On the event thread; waits for the user, who may give up. */
    static Optional<Typed> ask(final Component parent) {
        final JTextField address = new JTextField(WIDE), title = new JTextField(WIDE);
        final JComboBox<String> role = new JComboBox<>();
        for (final ModelRole each : ModelRole.values())
            role.addItem(RoleNames.of(each));
        address.setName("address");
        title.setName("title");
        role.setName("role");
        final JPanel form = new JPanel(new BorderLayout(GAP, GAP)), labels = new JPanel(new GridLayout(0, 1, GAP, GAP)),
                inputs = new JPanel(new GridLayout(0, 1, GAP, GAP));
        row(labels, inputs, Translation.of("Address"), address);
        row(labels, inputs, Translation.of("It is a"), role);
        row(labels, inputs, Translation.of("Name"), title);
        form.add(new JLabel(Translation.of("<html>hf:OWNER/NAME, hf:OWNER/NAME:FILE, modelscope: the same, "
                + "civitai:VERSION, or an address that begins with https.<br>Read the model's licence on its page "
                + "first.</html>")),
                BorderLayout.NORTH);
        form.add(labels, BorderLayout.WEST);
        form.add(inputs, BorderLayout.CENTER);
        WindowScale.apply(form);
        final Object[] answers = { Translation.of("OK"), Translation.of("Cancel") };
        while (JOptionPane.showOptionDialog(parent, form, Translation.of("From Address"), JOptionPane.DEFAULT_OPTION,
                JOptionPane.PLAIN_MESSAGE, null, answers, answers[0]) == 0) {
            final String typed = address.getText().strip();
            if (!typed.isEmpty())
                return Optional.of(new Typed(typed, ModelRole.values()[role.getSelectedIndex()],
                        title.getText().isBlank() ? last(typed) : title.getText().strip()));
        }
        return Optional.empty();
    }

    private static void row(final JPanel labels, final JPanel inputs, final String text, final Component input) {
        final JLabel label = new JLabel(text);
        label.setLabelFor(input);
        labels.add(label);
        inputs.add(input);
    }

    /** The last name in an address. */
    private static String last(final String address) {
        final String last = address.replaceFirst("[?#].*", "").replaceFirst(".*[/:]", "");
        return last.isBlank() ? address : last;
    }
}
