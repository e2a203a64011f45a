package org.inpaintj.ui.candidates;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.KeyEvent;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.help.HelpKeys;

/** The record of a layer and the macro line that makes it, to be read and copied. */
final class RecordWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 6;

    /** @throws org.inpaintj.core.InpaintException if the layer is damaged */
    static void open(final Component beside, final Layer layer) {
        final RecordWindow window = new RecordWindow(layer);
        window.setLocationRelativeTo(beside);
        window.setVisible(true);
    }

    private RecordWindow(final Layer layer) {
        super(Translation.of("Record of {0}", layer.title()));
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        final String record = layer.provenance().json(), line = layer.macro();
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        buttons.add(copying(Translation.of("Copy Record"), record));
        buttons.add(copying(Translation.of("Copy Macro Line"), line));
        final JPanel south = new JPanel(new BorderLayout());
        south.add(text(line, 4, true, Translation.of("Macro line")), BorderLayout.CENTER);
        south.add(buttons, BorderLayout.SOUTH);
        add(text(record, 24, false, Translation.of("Record")), BorderLayout.CENTER);
        add(south, BorderLayout.SOUTH);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        getRootPane().putClientProperty(HelpKeys.TARGET, "layers.md#records");
        HelpKeys.install(this, "Candidates...");
        WindowScale.apply(getContentPane());
        WindowScale.pack(this);
    }

    private static JScrollPane text(final String shown, final int rows, final boolean wraps, final String name) {
        final JTextArea area = new JTextArea(shown, rows, 72);
        area.setEditable(false);
        area.setLineWrap(wraps);
        area.setFont(new Font(Font.MONOSPACED, Font.PLAIN, area.getFont().getSize()));
        area.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        area.setCaretPosition(0);
        area.getAccessibleContext().setAccessibleName(name);
        return new JScrollPane(area);
    }

    private static JButton copying(final String label, final String text) {
        final JButton button = new JButton(label);
        button.addActionListener(event -> Toolkit.getDefaultToolkit().getSystemClipboard()
                .setContents(new StringSelection(text), null));
        return button;
    }
}
