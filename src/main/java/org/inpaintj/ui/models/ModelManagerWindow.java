package org.inpaintj.ui.models;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GridLayout;
import java.awt.Image;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import javax.swing.BorderFactory;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;
import javax.swing.Timer;

import ij.WindowManager;

import org.inpaintj.core.InpaintException;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;
import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.SearchedTable;
import org.inpaintj.ui.StatusLine;
import org.inpaintj.ui.Thumbnails;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.help.HelpKeys;

/**
 * This window lists the models that are known by name and those in folders of the user's, with buttons to get, use and
 * remove them; there is one such window. What it has started goes on when it is closed. Lives on the event thread.
 */
public final class ModelManagerWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    /** ms, and px at scale 1. */
    private static final int REFRESH = 300, GAP = 6, PICTURE = 160;
    private static ModelManagerWindow instance;

    private final ModelTable table = new ModelTable(this::showSelected);
    private final ModelDetails details = new ModelDetails();
    private final JLabel picture = new JLabel("", SwingConstants.CENTER);
    private final String allModels = Translation.of("all models"), hereOnly = Translation.of("those that are here");
    private final JComboBox<String> kind = new JComboBox<>();
    private final JPanel below = new JPanel(new BorderLayout(GAP, GAP));
    private final SearchedTable searched = new SearchedTable(table, below, 0.6,
            Translation.of("Words that stand anywhere in what is known of a model (Ctrl+F)"), this::filter,
            List.of(kind));
    private final JProgressBar bar = new JProgressBar(0, 1000);
    private final transient ManagerActions actions = new ManagerActions(this, ModelStore::standard);
    private final JButton get = button(Translation.of("Get"), KeyEvent.VK_G,
            Translation.of("Download the selected models (Enter)"),
            () -> actions.get(table.selected()));
    private final JButton cancel = button(Translation.of("Cancel"), KeyEvent.VK_C,
            Translation.of("Stop what is done with the selected models; a "
            + "download goes on from there when it is wanted again"), () -> ManagerActions.cancel(table.selected()));
    private final JButton use = button(Translation.of("Use"), KeyEvent.VK_U,
            Translation.of("Set the model in every command (Enter)"), this::use);
    private final JButton verify = button(Translation.of("Verify"), KeyEvent.VK_V,
            Translation.of("Compare the files with their SHA-256"),
            () -> actions.verify(table.selected()));
    private final JButton remove = button(Translation.of("Remove"), KeyEvent.VK_R,
            Translation.of("Delete the files of the selected models (Delete)"),
            () -> actions.remove(table.selected()));
    private final JButton print = button(Translation.of("Print Files and Hashes"), KeyEvent.VK_P,
            Translation.of("List files, SHA-256 and addresses, for machines without a network"),
            () -> actions.print(table.selectedOrShown()));
    private final transient JobListener listener = job -> SwingUtilities.invokeLater(() -> {
        progress();
        if (job.state().ended())
            reload();
    });
    private final Timer clock = new Timer(REFRESH, event -> progress());
    /** The last reading of the list wins. */
    private int readings;
    private transient Optional<Path> pictured = Optional.empty();

    /** Opens the window, or brings it to the front. Called on any thread. */
    public static void open() {
        SwingUtilities.invokeLater(() -> {
            if (instance == null) {
                instance = new ModelManagerWindow();
                WindowManager.addWindow(instance);
                instance.setLocationByPlatform(true);
                instance.setVisible(true);
            }
            instance.toFront();
            instance.table.requestFocusInWindow();
        });
    }

    private ModelManagerWindow() {
        super(Translation.of("Model Manager"));
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        build();
        addKeys();
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                clock.stop();
                JobQueue.transfers().removeListener(listener);
                WindowManager.removeWindow(ModelManagerWindow.this);
                instance = null;
            }
        });
        JobQueue.transfers().addListener(listener);
        clock.start();
        details.say(Translation.of("Reading the list of models..."));
        showSelected();
        reload();
    }

    private void build() {
        kind.addItem(allModels);
        kind.addItem(hereOnly);
        Arrays.stream(ModelRole.values()).map(RoleNames::of).forEach(kind::addItem);
        kind.setName("kind");
        kind.addActionListener(event -> filter());
        below.add(picture, BorderLayout.WEST);
        below.add(new JScrollPane(details), BorderLayout.CENTER);
        bar.setStringPainted(true);
        bar.setString("");
        final JPanel south = new JPanel(new BorderLayout());
        south.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        south.add(bar, BorderLayout.CENTER);
        add(searched, BorderLayout.CENTER);
        add(buttons(), BorderLayout.EAST);
        add(south, BorderLayout.SOUTH);
        WindowScale.apply(getContentPane());
        searched.setTableSize(840, 260);
        below.setPreferredSize(new Dimension(WindowScale.px(840), WindowScale.px(220)));
        WindowScale.pack(this);
    }

    private JPanel buttons() {
        final JPanel side = new JPanel(new GridLayout(0, 1, 4, 4));
        side.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        List.of(get, cancel, use,
                button(Translation.of("Import..."), KeyEvent.VK_I, Translation.of("Take models from a file, a folder "
                + "or a zip archive, by their "
                        + "SHA-256"), actions::importFiles),
                button(Translation.of("From Address..."), KeyEvent.VK_A,
                Translation.of("Download a model that is not in the list"),
                        actions::fromAddress),
                button(Translation.of("Folders..."), KeyEvent.VK_O, Translation.of("Add the models folder of a "
                + "WebUI, ComfyUI or the like"),
                        () -> actions.folders(this::reload)),
                verify, remove, print).forEach(side::add);
        final JPanel east = new JPanel(new BorderLayout());
        east.add(side, BorderLayout.NORTH);
        return east;
    }

    private JButton button(final String text, final int mnemonic, final String help, final Runnable action) {
        return Widgets.button(text, mnemonic, help, () -> perform(action));
    }

    private void perform(final Runnable action) {
        try {
            action.run();
        } catch (final InpaintException e) {
            UserErrors.show(getTitle(), e);
        }
        showSelected();
    }

    private void addKeys() {
        JobsWindow.onKey(table, KeyEvent.VK_DELETE, remove::doClick);
        JobsWindow.onKey(table, KeyEvent.VK_ENTER, this::useOrGet);
        HelpKeys.install(getRootPane(), "Model Manager...");
        final JComponent root = getRootPane();
        searched.addKeys(root, this::useOrGet);
        JobsWindow.onKey(root, KeyEvent.VK_F5, this::reload);
        JobsWindow.onKey(root, KeyEvent.VK_ESCAPE, this::dispose);
    }

    private void useOrGet() {
        (use.isEnabled() ? use : get).doClick();
    }

    private void filter() {
        final String wanted = String.valueOf(kind.getSelectedItem()), words = searched.words();
        table.filter(row -> row.matches(words) && (wanted.equals(allModels) || wanted.equals(hereOnly)
                && row.state() != ModelRow.State.NOT_HERE || RoleNames.of(row.role()).equals(wanted)));
        showSelected();
    }

    private void use() {
        final String said = ModelUse.use(table.selected().get(0));
        ManagerActions.status(List.of(said));
        bar.setString(said);
    }

    /** Reads the list anew, off the event thread. */
    private void reload() {
        final int mine = ++readings;
        new SwingWorker<ModelList, Void>() {
            @Override
            protected ModelList doInBackground() {
                return ModelList.read(ModelStore.standard());
            }

            @Override
            protected void done() {
                if (mine == readings && isDisplayable())
                    take(this);
            }
        }.execute();
    }

    private void take(final SwingWorker<ModelList, Void> worker) {
        try {
            final ModelList list = worker.get();
            table.show(list.rows());
            setTitle(Translation.of("Model Manager"));
            showSelected();
            if (!list.problems().isEmpty())
                bar.setString(Translation.message(list.problems().get(0)));
            bar.setToolTipText(list.problems().isEmpty() ? null
                    : String.join(" ", Translation.messages(list.problems())));
        } catch (final ExecutionException e) {
            UserErrors.show(getTitle(), e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done at the moment. */
    private void progress() {
        final List<Transfer> active = Transfer.active();
        if (!active.isEmpty()) {
            final Transfer first = active.get(0);
            bar.setIndeterminate(first.share() < 0);
            bar.setValue((int) Math.round(1000 * Math.max(0, first.share())));
            bar.setString(StatusLine.title(first.job()) + ": " + first.says() + (active.size() > 1
                    ? Translation.of("; {0} more", active.size() - 1) : ""));
            table.stateChanged();
            enableButtons(table.selected());
        } else if (bar.isIndeterminate() || bar.getValue() > 0) {
            bar.setIndeterminate(false);
            bar.setValue(0);
            bar.setString("");
            showSelected();
        }
    }

    private void showSelected() {
        final List<ModelRow> rows = table.selected();
        enableButtons(rows);
        if (rows.isEmpty() && table.getModel().getRowCount() > 0)
            details.say(Translation.of("Select a model to see what it is, how large, and under which licence."));
        else if (!rows.isEmpty()) {
            final ModelRow row = rows.get(0);
            final String doing = Transfer.of(row.key()).map(Transfer::says).orElse("");
            details.show(row, doing.isEmpty() ? row.state().words() : doing, row.entry()
                    .map(ModelStore.standard()::licenceAccepted).orElse(true));
        }
        show(rows.isEmpty() ? Optional.empty() : rows.get(0).picture());
    }

    private void enableButtons(final List<ModelRow> rows) {
        get.setEnabled(rows.stream().anyMatch(ManagerActions::canGet));
        cancel.setEnabled(rows.stream().anyMatch(row -> Transfer.of(row.key()).isPresent()));
        use.setEnabled(rows.size() == 1 && rows.get(0).usable() && ModelUse.isPossible(rows.get(0).role()));
        verify.setEnabled(rows.stream().anyMatch(ManagerActions::canVerify));
        remove.setEnabled(rows.stream().anyMatch(ManagerActions::canRemove));
        print.setEnabled(table.getRowCount() > 0);
    }

    /** Shows a picture as soon as it is read. */
    private void show(final Optional<Path> file) {
        if (file.equals(pictured))
            return;
        pictured = file;
        picture.setIcon(null);
        file.ifPresent(path -> new SwingWorker<Optional<Image>, Void>() {
            @Override
            protected Optional<Image> doInBackground() {
                return Thumbnails.read(path, WindowScale.px(PICTURE));
            }

            @Override
            protected void done() {
                if (pictured.equals(file))
                    picture.setIcon(image(this).map(ImageIcon::new).orElse(null));
            }
        }.execute());
    }

    private static Optional<Image> image(final SwingWorker<Optional<Image>, Void> worker) {
        try {
            return worker.get();
        } catch (final ExecutionException e) {
            return Optional.empty();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
