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

/** The rows of the window of servers, with what their last tests said. Lives on the event thread. */
final class ServerRows extends AbstractTableModel {

    static final List<String> COLUMNS = List.of("Kind", "Address", "Key", "State");
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
        return engine.capabilities().title().replaceFirst(" on a server$", "");
    }

    void testing(final SavedServer server) {
        say(server, new Said("asking...", "Waiting for the answer of " + server.text() + "."));
    }

    void cancelled(final SavedServer server) {
        say(server, null);
    }

    void answered(final SavedServer server, final ServerReport report) {
        final List<String> lines = new ArrayList<>(List.of(server.text() + " answers."));
        lines.add("Version: " + (report.version().isEmpty() ? "it does not tell" : report.version()));
        lines.add(report.count() == 0 ? "It has no model: put one into its folder of checkpoints."
                : "Models (" + report.count() + "), for the field \"Model on the server\":");
        lines.addAll(report.models());
        if (report.models().size() < report.count())
            lines.add("... and " + (report.count() - report.models().size()) + " more");
        say(server, new Said(report.sentence(), String.join("\n", lines)));
    }

    void failed(final SavedServer server, final String why) {
        say(server, new Said("failed: " + why, why));
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
                : server.text() + "\nNot asked yet: Test contacts it, and says what it is and which models it has.";
    }

    @Override
    public int getRowCount() {
        return servers.size();
    }

    @Override
    public int getColumnCount() {
        return COLUMNS.size();
    }

    @Override
    public String getColumnName(final int column) {
        return COLUMNS.get(column);
    }

    @Override
    public Object getValueAt(final int row, final int column) {
        final SavedServer server = servers.get(row);
        return switch (column) {
            case 0 -> engine(server).map(ServerRows::kind).orElse("no engine '" + server.engine() + "' here");
            case 1 -> server.text();
            case 2 -> keys.computeIfAbsent(server, this::key);
            default -> said.containsKey(server) ? said.get(server).state() : "not tested";
        };
    }

    /** Where the key is, never what it is. */
    private String key(final SavedServer server) {
        try {
            final String origin = secrets.origin(server.engine(), server.address());
            return origin.isEmpty() ? "none" : origin;
        } catch (final InpaintException e) {
            return e.getMessage();
        }
    }
}
