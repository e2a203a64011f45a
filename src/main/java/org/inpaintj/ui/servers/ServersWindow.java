package org.inpaintj.ui.servers;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.table.TableColumnModel;

import ij.WindowManager;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.remote.SecretStore;
import org.inpaintj.engine.remote.server.SavedServer;
import org.inpaintj.engine.remote.server.SavedServers;
import org.inpaintj.engine.remote.server.ServerEngine;
import org.inpaintj.engines.Engines;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.help.HelpKeys;

/**
 * This window lists the servers that the user has saved; there is one such window. Dialogs offer them in the field
 * <em>Server</em>. Lives on the event thread.
 */
public final class ServersWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 6;
    private static ServersWindow instance;

    private final transient SavedServers saved;
    private final transient SecretStore secrets = SecretStore.ofUser();
    private final transient Map<String, ServerEngine> engines = new LinkedHashMap<>();
    private final transient Map<SavedServer, ServerQuestion> tests = new HashMap<>();
    private final ServerRows rows;
    private final JTable table;
    private final JTextArea details;
    private final JButton add = button(Translation.of("Add..."), KeyEvent.VK_A,
            Translation.of("Add a server by its address (Insert)"), this::add);
    private final JButton test = button(Translation.of("Test"), KeyEvent.VK_T,
            Translation.of("Contact the server: what it is, and which models it has (Enter)"), this::test);
    private final JButton key = button(Translation.of("Key..."), KeyEvent.VK_K,
            Translation.of("Keep a key for the server, or delete the one that is kept"), this::key);
    private final JButton remove = button(Translation.of("Remove"), KeyEvent.VK_R,
            Translation.of("Take the server off the list, and its key out of the file of keys (Delete)"), this::remove);

    /** Opens the window, or brings it to the front. Called on any thread. */
    public static void open() {
        SwingUtilities.invokeLater(() -> {
            if (instance == null) {
                instance = new ServersWindow(SavedServers.standard());
                WindowManager.addWindow(instance);
                instance.setLocationByPlatform(true);
                instance.setVisible(true);
            }
            instance.toFront();
            instance.table.requestFocusInWindow();
        });
    }

    private ServersWindow(final SavedServers saved) {
        super(Translation.of("Servers"));
        this.saved = saved;
        Engines.found().all().forEach(engine -> {
            if (engine instanceof ServerEngine server)
                engines.put(server.id(), server);
        });
        rows = new ServerRows(engines, secrets);
        table = new JTable(rows);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        final TableColumnModel columns = table.getColumnModel();
        final int[] widths = { 215, 210, 150, 265 };
        for (int i = 0; i < widths.length; i++)
            columns.getColumn(i).setPreferredWidth(widths[i]);
        table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        table.getSelectionModel().addListSelectionListener(event -> showSelected());
        table.getAccessibleContext().setAccessibleName(Translation.of("Servers"));
        details = Widgets.details(7, table, Translation.of("The selected server"));
        build();
        addKeys();
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                tests.values().forEach(ServerQuestion::stop);
                WindowManager.removeWindow(ServersWindow.this);
                instance = null;
            }
        });
        refresh(null);
    }

    private void build() {
        final JLabel what = new JLabel(Translation.of("Servers that can paint for you. None is contacted before you "
                + "press Test, or run an engine there."));
        what.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        List.of(add, test, key, remove).forEach(buttons::add);
        final JPanel south = new JPanel(new BorderLayout());
        south.add(new JScrollPane(details), BorderLayout.CENTER);
        south.add(buttons, BorderLayout.SOUTH);
        final JScrollPane scroll = new JScrollPane(table);
        add(what, BorderLayout.NORTH);
        add(scroll, BorderLayout.CENTER);
        add(south, BorderLayout.SOUTH);
        WindowScale.apply(getContentPane());
        scroll.setPreferredSize(new Dimension(WindowScale.px(840), WindowScale.px(160)));
        WindowScale.pack(this);
    }

    private void addKeys() {
        JobsWindow.onKey(table, KeyEvent.VK_DELETE, remove::doClick);
        JobsWindow.onKey(table, KeyEvent.VK_ENTER, test::doClick);
        JobsWindow.onKey(table, KeyEvent.VK_INSERT, add::doClick);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        HelpKeys.install(this, "Servers...");
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
    }

    private SavedServer selected() {
        final int row = table.getSelectedRow();
        return row < 0 ? null : rows.get(row);
    }

    private void add() {
        if (engines.isEmpty())
            throw new InpaintException("There is no engine on servers here: install InpaintJ anew.");
        new ServerForm(this, List.copyOf(engines.values()), null, typed -> {
            // first the key, which may be refused
            if (!typed.secret().isEmpty())
                secrets.store(typed.server().engine(), typed.server().address(), typed.secret());
            saved.add(typed.server());
            refresh(typed.server());
        }).setVisible(true);
    }

    private void key() {
        final SavedServer server = selected();
        new ServerForm(this, List.copyOf(engines.values()), server, typed -> {
            if (typed.secret().isEmpty())
                secrets.forget(server.engine(), server.address());
            else
                secrets.store(server.engine(), server.address(), typed.secret());
            refresh(server);
        }).setVisible(true);
    }

    private void remove() {
        final SavedServer server = selected();
        final ServerQuestion running = tests.remove(server);
        if (running != null)
            running.stop();
        secrets.forget(server.engine(), server.address());
        saved.remove(server);
        refresh(null);
    }

    /** Asks the server, or gives up asking it. */
    private void test() {
        final SavedServer server = selected();
        final ServerQuestion running = tests.remove(server);
        if (running != null) {
            running.stop();
            rows.cancelled(server);
        } else {
            rows.testing(server);
            final ServerQuestion asked = new ServerQuestion(rows.engine(server).orElseThrow(), server,
                    () -> ended(server));
            tests.put(server, asked);
            asked.execute();
        }
        showSelected();
    }

    private void ended(final SavedServer server) {
        final ServerQuestion which = tests.remove(server);
        if (which.report().isPresent())
            rows.answered(server, which.report().get());
        else
            rows.failed(server, which.error());
        showSelected();
    }

    private void refresh(final SavedServer wanted) {
        final SavedServer kept = wanted == null ? selected() : wanted;
        List<SavedServer> now = List.of();
        try {
            now = saved.list();
        } catch (final InpaintException e) {
            UserErrors.show(getTitle(), e);
        }
        rows.show(now);
        final int row = Math.max(0, rows.indexOf(kept));
        if (!now.isEmpty())
            table.setRowSelectionInterval(row, row);
        showSelected();
    }

    private void showSelected() {
        final SavedServer server = selected();
        final String text = server == null ? Translation.of("No servers yet: Add... takes the address of a Stable "
                + "Diffusion WebUI, Forge or ComfyUI of yours. Dialogs then offer it in the field \"Server\".")
                : rows.details(server);
        if (!text.equals(details.getText())) {
            details.setText(text);
            details.setCaretPosition(0);
        }
        final boolean known = server != null && rows.engine(server).isPresent();
        test.setEnabled(known);
        test.setText(Translation.of(tests.containsKey(server) ? "Stop" : "Test"));
        key.setEnabled(known);
        remove.setEnabled(server != null);
    }
}
