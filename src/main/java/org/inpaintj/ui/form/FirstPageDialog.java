package org.inpaintj.ui.form;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.ModalDialogs;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.form.input.KeyWords;
import org.inpaintj.ui.help.HelpKeys;

/** This dialog lets the user put inputs of the second page on the first, and back; ImageJ's preferences keep that. */
final class FirstPageDialog extends JDialog {

    private static final long serialVersionUID = 1L;
    private static final int COLUMNS = 3, GAP = 8;

    private final transient Map<String, JCheckBox> boxes = new LinkedHashMap<>();
    private boolean taken;

    private FirstPageDialog(final Window owner, final Asker command, final List<String> keys) {
        super(owner, Translation.of("{0}: First Page", Translation.message(ParameterDialog.title(command))),
                ModalityType.APPLICATION_MODAL);
        final JPanel all = new JPanel(new BorderLayout(GAP, GAP)), buttons = new JPanel(new FlowLayout(
                FlowLayout.TRAILING)), list = new JPanel(new GridLayout(0, COLUMNS, GAP, 0));
        for (final String key : keys) {
            final JCheckBox box = new JCheckBox(KeyWords.label(command, key), command.pinned().contains(key));
            box.setFont(box.getFont().deriveFont(Font.PLAIN));
            box.setToolTipText(KeyWords.help(command, key));
            box.setName(key);
            boxes.put(key, box);
            list.add(box);
        }
        final JButton ok = new JButton(Translation.of("OK")), cancel = new JButton(Translation.of("Cancel"));
        ok.addActionListener(event -> {
            taken = true;
            dispose();
        });
        cancel.addActionListener(event -> dispose());
        buttons.add(ok);
        buttons.add(cancel);
        all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        all.add(new JLabel(Translation.of("What is checked is asked for on the first page from now on:")),
                BorderLayout.PAGE_START);
        final JScrollPane scroll = new JScrollPane(list);
        scroll.getVerticalScrollBar().setUnitIncrement(WindowScale.px(2 * GAP));
        scroll.setBorder(BorderFactory.createEmptyBorder());
        all.add(scroll, BorderLayout.CENTER);
        all.add(buttons, BorderLayout.PAGE_END);
        setContentPane(all);
        getRootPane().setDefaultButton(ok);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        HelpKeys.install(this, ParameterDialog.title(command));
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        WindowScale.apply(all);
        // with room for the bar, or there would be two
        final Dimension whole = scroll.getPreferredSize();
        scroll.setPreferredSize(new Dimension(whole.width + scroll.getVerticalScrollBar().getPreferredSize().width,
                whole.height));
        WindowScale.pack(this);
        setLocationRelativeTo(owner);
    }

    /** Asks, and tells the command; on the event thread. */
    static void ask(final Window owner, final Asker command, final List<String> secondPage) {
        final Set<String> pinned = command.pinned();
        final List<String> keys = command.keys().keys().stream()
                .filter(key -> pinned.contains(key) || secondPage.contains(key)).toList();
        final FirstPageDialog dialog = ModalDialogs.show(() -> new FirstPageDialog(owner, command, keys));
        if (!dialog.taken)
            return;
        final Set<String> chosen = new LinkedHashSet<>(pinned);
        dialog.boxes.forEach((key, box) -> {
            if (box.isSelected())
                chosen.add(key);
            else
                chosen.remove(key);
        });
        command.pin(chosen);
    }
}
