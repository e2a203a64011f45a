package org.inpaintj.ui.servers;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JTextArea;
import javax.swing.JTextField;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.remote.Secret;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engine.remote.server.SavedServer;
import org.inpaintj.engine.remote.server.ServerEngine;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.WindowScale;

/** Asks for a server, or for the key of one. What is wrong is said in the dialog, which stays until it is right. */
final class ServerForm extends JDialog {

    /**
     * What was typed.
     *
     * @param secret {@link Secret#NONE} if the field is empty
     */
    record Typed(SavedServer server, Secret secret) {
    }

    private static final long serialVersionUID = 1L;
    private static final int GAP = 6, WIDE = 32;

    private final transient List<ServerEngine> engines;
    private final transient Consumer<Typed> take;
    private final JComboBox<String> kind = new JComboBox<>();
    private final JTextField address = new JTextField(WIDE);
    private final JPasswordField key = new JPasswordField(WIDE);
    private final JLabel form = new JLabel(" ");
    private final JTextArea wrong = new JTextArea(3, WIDE);
    /** The address that the form has put there by itself. */
    private String offered = "";

    /**
     * @param engines at least one
     * @param fixed   the server whose key is asked for; null to ask for a server
     * @param take    may refuse what was typed by an {@link InpaintException}
     */
    ServerForm(final Frame owner, final List<ServerEngine> engines, final SavedServer fixed,
            final Consumer<Typed> take) {
        super(owner, Translation.of(fixed == null ? "Add Server" : "Key"), true);
        this.engines = List.copyOf(engines);
        this.take = take;
        engines.forEach(engine -> kind.addItem(ServerRows.kind(engine)));
        kind.setName("kind");
        address.setName("address");
        key.setName("key");
        wrong.setName("wrong");
        kind.addActionListener(event -> offer());
        if (fixed != null) {
            for (int i = 0; i < engines.size(); i++)
                if (engines.get(i).id().equals(fixed.engine()))
                    kind.setSelectedIndex(i);
            address.setText(fixed.text());
        }
        kind.setEnabled(fixed == null);
        address.setEditable(fixed == null);
        offer();
        build(fixed != null);
    }

    private void build(final boolean keyOnly) {
        final JPanel rows = new JPanel(new GridBagLayout());
        row(rows, 0, Translation.of("Kind"), KeyEvent.VK_K, kind);
        row(rows, 1, Translation.of("Address"), KeyEvent.VK_A, address);
        row(rows, 2, Translation.of("Key"), KeyEvent.VK_Y, key);
        final GridBagConstraints below = new GridBagConstraints();
        below.gridx = 1;
        below.gridy = 3;
        below.anchor = GridBagConstraints.WEST;
        rows.add(form, below);
        wrong.setEditable(false);
        wrong.setFocusable(false);
        wrong.setOpaque(false);
        wrong.setLineWrap(true);
        wrong.setWrapStyleWord(true);
        wrong.setFont(form.getFont());
        wrong.setText(keyOnly ? Translation.of("Leave it empty to delete the key that is kept.") : "");
        final JButton done = new JButton(Translation.of(keyOnly ? "Keep" : "Add")),
                cancel = new JButton(Translation.of("Cancel"));
        done.addActionListener(event -> done());
        cancel.addActionListener(event -> dispose());
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        buttons.add(done);
        buttons.add(cancel);
        final JPanel all = new JPanel(new BorderLayout(GAP, GAP));
        all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        all.add(rows, BorderLayout.NORTH);
        all.add(wrong, BorderLayout.CENTER);
        all.add(buttons, BorderLayout.SOUTH);
        setContentPane(all);
        getRootPane().setDefaultButton(done);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        WindowScale.apply(getContentPane());
        WindowScale.pack(this);
        setLocationRelativeTo(getOwner());
        (keyOnly ? key : address).requestFocusInWindow();
    }

    private static void row(final JPanel rows, final int row, final String text, final int mnemonic,
            final JComponent input) {
        final JLabel label = new JLabel(text);
        label.setLabelFor(input);
        label.setDisplayedMnemonic(mnemonic);
        final GridBagConstraints place = new GridBagConstraints();
        place.gridy = row;
        place.insets = new Insets(0, 0, GAP, GAP);
        place.anchor = GridBagConstraints.WEST;
        rows.add(label, place);
        place.fill = GridBagConstraints.HORIZONTAL;
        place.weightx = 1;
        rows.add(input, place);
    }

    private ServerEngine engine() {
        return engines.get(kind.getSelectedIndex());
    }

    /** The usual address of the kind, in place of one that nobody has typed. */
    private void offer() {
        form.setText(Translation.of("only if the server asks for one: {0}; it is kept where only you can read it",
                Translation.message(engine().keyForm())));
        if (!address.getText().equals(offered))
            return;
        offered = engine().usual().uri().toString();
        address.setText(offered);
    }

    private void done() {
        try {
            final String typed = new String(key.getPassword());
            take.accept(new Typed(new SavedServer(engine().id(), ServerAddress.of(address.getText())),
                    typed.isBlank() ? Secret.NONE : new Secret(typed)));
            dispose();
        } catch (final InpaintException e) {
            wrong.setText(Translation.message(e.getMessage()));
        }
    }
}
