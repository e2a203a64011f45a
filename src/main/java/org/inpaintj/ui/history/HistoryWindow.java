package org.inpaintj.ui.history;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.IJ;
import ij.WindowManager;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.history.HistoryEntry;
import org.inpaintj.history.HistoryList;
import org.inpaintj.history.HistorySettings;
import org.inpaintj.history.HistoryStore;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.SearchedTable;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.help.HelpKeys;
import org.inpaintj.ui.run.DialogOpener;
import org.inpaintj.ui.run.RunStarter;

/**
 * This window lists what the user has run, the newest first; there is one such window. It follows the file, whichever
 * program writes it. Lives on the event thread.
 */
public final class HistoryWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    /** ms, and px at scale 1. */
    private static final int REFRESH = 500, GAP = 6;
    private static HistoryWindow instance;
    private static boolean saidDamage;

    private final transient HistoryStore store = RunRecorder.ofUser().store();
    private final transient HistoryActions actions;
    private final HistoryTable table = new HistoryTable(RunRecorder.ofUser());
    private final HistoryOptions options;
    private final JTextArea details = Widgets.details(5, table, Translation.of("The selected run"));
    private final SearchedTable searched = new SearchedTable(table, new JScrollPane(details), 0.75,
            Translation.of("Words that all stand somewhere in prompt, image, model or keys (Ctrl+F)"), this::filter,
            List.of());
    private final JLabel said = new JLabel(" ");
    private final JButton use = button(Translation.of("Use These Settings"), KeyEvent.VK_U,
            Translation.of("Open the command's dialog with the settings of the run (Enter)"),
            () -> say(one(entry -> actions().use(entry))));
    private final JButton again = button(Translation.of("Run Again Here"), KeyEvent.VK_R,
            Translation.of("Do the same on the active image: with its selection, else with that of the run"),
            () -> say(one(entry -> actions().runAgain(entry))));
    private final JButton copy = button(Translation.of("Copy Macro"), KeyEvent.VK_C,
            Translation.of("Copy a macro that selects the same and does the same (Ctrl+C)"), this::copy);
    private final String revealing = Translation.of("Bring the image to the front and select the layer in its list of "
            + "layers");
    private final JButton reveal = button(Translation.of("Reveal Layer"), KeyEvent.VK_L, revealing,
            () -> say(one(entry -> actions().reveal(entry))));
    private final JButton remove = button(Translation.of("Remove"), KeyEvent.VK_M,
            Translation.of("Take the selected runs out of the history (Delete); Ctrl+Z brings them back"),
            this::remove);
    private final JButton empty = button(Translation.of("Empty..."), KeyEvent.VK_E,
            Translation.of("Delete the whole history"), this::empty);
    private final Timer clock = new Timer(REFRESH, event -> look());
    /** The file is read and written here, one thing after the other: it may be large, or another program's turn. */
    private final transient ExecutorService file = Executors.newSingleThreadExecutor(task -> {
        final Thread thread = new Thread(task, "InpaintJ history");
        thread.setDaemon(true);
        return thread;
    });
    /** How the file was when it was read last, and whether the last look failed; on the file's thread. */
    private transient List<FileStamp> seen = List.of();
    private boolean failed;
    private final AtomicBoolean looking = new AtomicBoolean();
    private transient List<HistoryEntry> all = List.of();
    /** What was removed last. */
    private transient List<HistoryEntry> removed = List.of();

    /**
     * Opens the window, or brings it to the front. Called on any thread.
     *
     * @param starter begins runs
     * @param dialogs opens the dialogs of commands
     */
    public static void open(final RunStarter starter, final DialogOpener dialogs) {
        SwingUtilities.invokeLater(() -> {
            if (instance == null) {
                instance = new HistoryWindow(starter, dialogs);
                WindowManager.addWindow(instance);
                instance.setLocationByPlatform(true);
                instance.setVisible(true);
            }
            instance.toFront();
            instance.table.requestFocusInWindow();
        });
    }

    private HistoryWindow(final RunStarter starter, final DialogOpener dialogs) {
        super(Translation.of("History"));
        actions = new HistoryActions(starter, dialogs, RunRecorder.ofUser());
        options = new HistoryOptions(settings -> change(() -> store.set(settings), ""));
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        build();
        addKeys();
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                clock.stop();
                file.shutdown();
                WindowManager.removeWindow(HistoryWindow.this);
                instance = null;
            }
        });
        look();
        clock.start();
    }

    private HistoryActions actions() {
        return actions;
    }

    private void build() {
        table.getSelectionModel().addListSelectionListener(event -> showSelected());
        said.setName("said");
        said.setBorder(BorderFactory.createEmptyBorder(0, GAP, 0, GAP));
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        List.of(use, again, copy, reveal, remove, empty).forEach(buttons::add);
        final JPanel south = new JPanel(new BorderLayout());
        south.add(said, BorderLayout.NORTH);
        south.add(options, BorderLayout.CENTER);
        south.add(buttons, BorderLayout.SOUTH);
        add(searched, BorderLayout.CENTER);
        add(south, BorderLayout.SOUTH);
        WindowScale.apply(getContentPane());
        searched.setTableSize(900, 300);
        WindowScale.pack(this);
    }

    private JButton button(final String text, final int mnemonic, final String help, final Runnable action) {
        return Widgets.button(text, mnemonic, help, () -> {
            perform(action);
            showSelected();
        });
    }

    private void addKeys() {
        final int control = Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx();
        own(KeyEvent.VK_ENTER, 0, use);
        own(KeyEvent.VK_DELETE, 0, remove);
        own(KeyEvent.VK_C, control, copy);
        HelpKeys.install(this, "History...");
        final JComponent root = getRootPane();
        searched.addKeys(root, use::doClick);
        JobsWindow.onKey(root, KeyEvent.VK_Z, control, () -> perform(this::restore));
        JobsWindow.onKey(root, KeyEvent.VK_ESCAPE, this::dispose);
    }

    /** A key of the table, in place of what Swing does with it. */
    private void own(final int key, final int modifiers, final JButton button) {
        final String name = "history " + key;
        table.getInputMap().put(KeyStroke.getKeyStroke(key, modifiers), name);
        table.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke(key, modifiers),
                name);
        table.getActionMap().put(name, new javax.swing.AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(final java.awt.event.ActionEvent event) {
                button.doClick();
            }
        });
    }

    private void perform(final Runnable action) {
        try {
            action.run();
        } catch (final RuntimeException e) {
            UserErrors.show(getTitle(), e);
        }
    }

    /** What goes wrong at every look is told once. */
    private void look() {
        if (looking.getAndSet(true))
            return;
        file.execute(() -> {
            try {
                read(false, "");
                failed = false;
            } catch (final InpaintException e) {
                if (!failed)
                    UserErrors.show(getTitle(), e);
                failed = true;
            } finally {
                looking.set(false);
            }
        });
    }

    /** Changes the file, and shows it as it is then; what cannot be written is not what is shown. */
    private void change(final Runnable change, final String sentence) {
        file.execute(() -> {
            try {
                change.run();
                read(true, sentence);
            } catch (final RuntimeException e) {
                UserErrors.show(getTitle(), e);
                seen = List.of();
                look();
            }
        });
    }

    /** Reads what has changed since it was read last; on the file's thread. */
    private void read(final boolean anyway, final String sentence) {
        final List<FileStamp> now = store.stamp();
        if (!anyway && now.equals(seen)) {
            SwingUtilities.invokeLater(() -> {
                table.repaint();
                showSelected();
            });
            return;
        }
        seen = List.of();
        final HistoryList list = store.entries();
        final HistorySettings settings = store.settings();
        seen = now;
        SwingUtilities.invokeLater(() -> show(list, settings, sentence));
    }

    private void show(final HistoryList list, final HistorySettings settings, final String sentence) {
        all = list.entries();
        options.show(settings);
        if (list.damaged() > 0 && !saidDamage) {
            IJ.log(Translation.of("History: {0} lines of the file could not be read and were passed over.",
                    list.damaged()));
            saidDamage = true;
        }
        filter();
        if (!sentence.isEmpty())
            say(sentence);
    }

    private String one(final Function<HistoryEntry, String> action) {
        return action.apply(table.selected().get(0));
    }

    private void say(final String sentence) {
        said.setText(sentence);
        said.setToolTipText(sentence);
        IJ.showStatus(sentence);
    }

    private void copy() {
        final List<HistoryEntry> entries = table.selected();
        Collections.reverse(entries);
        say(actions.copy(entries));
    }

    private void remove() {
        final List<HistoryEntry> entries = table.selected();
        change(() -> store.remove(entries.stream().map(HistoryEntry::id).collect(Collectors.toSet())),
                Translation.of("{0} removed; Ctrl+Z brings back.", entries.size()));
        removed = entries;
    }

    private void restore() {
        if (removed.isEmpty())
            return;
        final List<HistoryEntry> entries = removed;
        change(() -> store.restore(entries), "");
        removed = List.of();
    }

    private void empty() {
        final Object[] answers = { Translation.of("Delete"), Translation.of("Cancel") };
        final int answer = JOptionPane.showOptionDialog(this,
                Translation.of("Delete all {0} runs of the history? They cannot be brought back.", all.size()),
                Translation.of("Empty the History"), JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null,
                answers, answers[1]);
        if (answer != 0)
            return;
        change(store::clear, Translation.of("The history is empty."));
        removed = List.of();
    }

    private void filter() {
        table.show(all.stream().filter(entry -> entry.matches(searched.words())).toList());
        showSelected();
    }

    private void showSelected() {
        final List<HistoryEntry> selected = table.selected();
        final String text = selected.isEmpty() ? all.isEmpty()
                ? Translation.of("No runs yet: what you inpaint is listed here.")
                : Translation.of("No run has all of these words.") : HistoryTable.details(selected.get(0));
        if (!text.equals(details.getText())) {
            details.setText(text);
            details.setCaretPosition(0);
        }
        use.setEnabled(selected.size() == 1);
        again.setEnabled(selected.size() == 1);
        final Optional<String> nothing = selected.size() == 1 ? actions.nothing(selected.get(0)) : Optional.empty();
        reveal.setEnabled(selected.size() == 1 && nothing.isEmpty());
        reveal.setToolTipText(nothing.orElse(revealing));
        copy.setEnabled(!selected.isEmpty());
        remove.setEnabled(!selected.isEmpty());
        empty.setEnabled(!all.isEmpty());
    }
}
