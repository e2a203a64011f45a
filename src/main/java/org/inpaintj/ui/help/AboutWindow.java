package org.inpaintj.ui.help;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

import ij.WindowManager;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;

/** The window of About InpaintJ: a text to read and to copy. There is one. Lives on the event thread. */
public final class AboutWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int ROWS = 24, COLUMNS = 72, GAP = 8;
    private static AboutWindow instance;

    /**
     * Opens the window, or brings it to the front. On any thread.
     *
     * @param text see {@link AboutText}
     */
    public static void open(final String text) {
        SwingUtilities.invokeLater(() -> {
            if (instance != null)
                instance.dispose();
            instance = new AboutWindow(text);
            WindowManager.addWindow(instance);
            instance.setVisible(true);
            instance.toFront();
        });
    }

    private AboutWindow(final String text) {
        super(Translation.of("About InpaintJ"));
        setName("About InpaintJ");
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        final JTextArea area = new JTextArea(text, ROWS, COLUMNS);
        area.setName("about");
        area.setEditable(false);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        area.setCaretPosition(0);
        area.getAccessibleContext().setAccessibleName(getTitle());
        final JButton copy = Widgets.button(Translation.of("Copy"), 0, Translation.of("Copy the text, for a report"),
                () -> Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null));
        final JButton close = Widgets.button(Translation.of("Close"), 0, null, this::dispose);
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING)), all = new JPanel(new BorderLayout());
        buttons.add(copy);
        buttons.add(close);
        all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 0, GAP));
        all.setPreferredSize(new Dimension(WindowScale.px(640), WindowScale.px(480)));
        all.add(new JScrollPane(area), BorderLayout.CENTER);
        all.add(buttons, BorderLayout.PAGE_END);
        setContentPane(all);
        getRootPane().setDefaultButton(close);
        HelpKeys.install(this, "About InpaintJ...");
        getRootPane().registerKeyboardAction(event -> dispose(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                JComponent.WHEN_IN_FOCUSED_WINDOW);
        WindowScale.apply(all);
        WindowScale.pack(this);
        setLocationByPlatform(true);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                WindowManager.removeWindow(AboutWindow.this);
                if (instance == AboutWindow.this)
                    instance = null;
            }
        });
    }
}
