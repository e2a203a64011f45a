package org.inpaintj.ui.servers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.swing.table.AbstractTableModel;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.remote.SecretStore;
import org.inpaintj.engine.remote.server.SavedServer;
import org.inpaintj.engine.remote.server.ServerEngine;
import org.inpaintj.engine.remote.server.ServerReport;
import org.inpaintj.language.Translation;

/** The rows of the window of servers, with what their last tests said. Lives on the event thread. */
final class ServerRows extends AbstractTableModel {

    private static final int COLUMNS = 4;
    private static final long serialVersionUID = 1L;

    /**
     * What a test said.
     *
     * @param state   in a few words
     * @param details in full
     */
    private record Said(String state, String details) {
    }

    private final transient Map<String, ServerEngine> engines;
    private final transient SecretStore secrets;
    private transient List<SavedServer> servers = List.of();
    private final transient Map<SavedServer, Said> said = new HashMap<>();
    private final transient Map<SavedServer, String> keys = new HashMap<>();

    ServerRows(final Map<String, ServerEngine> engines, final SecretStore secrets) {
        this.engines = engines;
        this.secrets = secrets;
    }

    void show(final List<SavedServer> now) {
        servers = List.copyOf(now);
        keys.clear();
        fireTableDataChanged();
    }

    SavedServer get(final int row) {
        return servers.get(row);
    }

    /** @param server null is nowhere */
    int indexOf(final SavedServer server) {
        return server == null ? -1 : servers.indexOf(server);
    }

    Optional<ServerEngine> engine(final SavedServer server) {
        return Optional.ofNullable(engines.get(server.engine()));
    }

    /** What the engine is called, without the words that all of them share. */
    static String kind(final ServerEngine engine) {
        return Translation.message(engine.capabilities().title().replaceFirst(" on a server$", ""));
    }

    void testing(final SavedServer server) {
        say(server, new Said(Translation.of("asking..."),
                Translation.of("Waiting for the answer of {0}.", server.text())));
    }

    void cancelled(final SavedServer server) {
        say(server, null);
    }

    void answered(final SavedServer server, final ServerReport report) {
        final List<String> lines = new ArrayList<>(List.of(Translation.of("{0} answers.", server.text())));
        lines.add(report.version().isEmpty() ? Translation.of("Version: it does not tell")
                : Translation.of("Version: {0}", report.version()));
        lines.add(report.count() == 0 ? Translation.of("It has no model: put one into its folder of checkpoints.")
                : Translation.of("Models ({0}), for the field \"Model on the server\":", report.count()));
        lines.addAll(report.models());
        if (report.models().size() < report.count())
            lines.add(Translation.of("... and {0} more", report.count() - report.models().size()));
        say(server, new Said(Translation.message(report.sentence()), String.join("\n", lines)));
    }

    void failed(final SavedServer server, final String why) {
        final String said = Translation.message(why);
        say(server, new Said(Translation.of("failed: {0}", said), said));
    }

    private void say(final SavedServer server, final Said what) {
        if (what == null)
            said.remove(server);
        else
            said.put(server, what);
        final int row = servers.indexOf(server);
        if (row >= 0)
            fireTableRowsUpdated(row, row);
    }

    /** All about one, for the pane below the table. */
    String details(final SavedServer server) {
        final Said last = said.get(server);
        return last != null ? last.details()
                : server.text() + "\n"
                        + Translation.of("Not asked yet: Test contacts it, and says what it is and which models it "
                        + "has.");
    }

    @Override
    public int getRowCount() {
        return servers.size();
    }

    @Override
    public int getColumnCount() {
        return COLUMNS;
    }

    @Override
    public String getColumnName(final int column) {
        return switch (column) {
            case 0 -> Translation.of("Kind");
            case 1 -> Translation.of("Address");
            case 2 -> Translation.of("Key");
            default -> Translation.of("State");
        };
    }

    @Override
    public Object getValueAt(final int row, final int column) {
        final SavedServer server = servers.get(row);
        return switch (column) {
            case 0 -> engine(server).map(ServerRows::kind).orElse(Translation.of("no engine '{0}' here",
                    server.engine()));
            case 1 -> server.text();
            case 2 -> keys.computeIfAbsent(server, this::key);
            default -> said.containsKey(server) ? said.get(server).state() : Translation.of("not tested");
        };
    }

    /** Where the key is, never what it is. */
    private String key(final SavedServer server) {
        try {
            final String origin = secrets.origin(server.engine(), server.address());
            return origin.isEmpty() ? Translation.of("none") : Translation.message(origin);
        } catch (final InpaintException e) {
            return Translation.message(e.getMessage());
        }
    }
}
