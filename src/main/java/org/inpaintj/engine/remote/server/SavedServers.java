package org.inpaintj.engine.remote.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.PartFile;
import org.inpaintj.core.Platform;
import org.inpaintj.engine.remote.ServerAddress;

/**
 * The servers that the user has saved, in a file that is read at every call: {@code {"servers": [{"engine": "a1111",
 * "address": "http://127.0.0.1:7860"}]}}. Thread-safe.
 */
public final class SavedServers {

    private static final int MOST = 200;
    private static final long MOST_BYTES = 1 << 20;

    private final Optional<Path> file;

    /** @param file need not exist; empty for a user without a home, whose servers cannot be kept */
    public SavedServers(final Optional<Path> file) {
        this.file = file;
    }

    /** Those of this user: {@code servers.json} in the folder for settings. */
    public static SavedServers standard() {
        return new SavedServers(Platform.config().map(folder -> folder.resolve("servers.json")));
    }

    /**
     * All of them, in the order in which they were added.
     *
     * @throws InpaintException if the file is damaged or cannot be read
     */
    public synchronized List<SavedServer> list() {
        if (file.isEmpty() || !Files.exists(file.get()))
            return List.of();
        final List<SavedServer> servers = new ArrayList<>();
        for (final JsonConfig each : read(file.get()).children("servers")) {
            if (servers.size() == MOST)
                throw new InpaintException("The list of servers '" + file.get() + "' has more than " + MOST
                        + " entries: take some out.");
            servers.add(new SavedServer(each.text("engine", ""), address(each)));
        }
        return List.copyOf(servers);
    }

    private static ServerAddress address(final JsonConfig entry) {
        try {
            return ServerAddress.of(entry.text("address", ""));
        } catch (final InpaintException e) {
            throw new InpaintException(entry.source() + " has an address that is none: correct or delete the file. "
                    + e.getMessage(), e);
        }
    }

    /**
     * Adds one at the end; false if it is there already.
     *
     * @throws InpaintException if the file is damaged or cannot be written; then it is as it was
     */
    public synchronized boolean add(final SavedServer server) {
        final Set<SavedServer> all = new LinkedHashSet<>(list());
        if (!all.add(server))
            return false;
        if (all.size() > MOST)
            throw new InpaintException("There are " + MOST + " servers already: remove one first.");
        write(all);
        return true;
    }

    /** Takes one off the list; nothing happens if it is not there. Errors as those of {@link #add}. */
    public synchronized void remove(final SavedServer server) {
        final Set<SavedServer> all = new LinkedHashSet<>(list());
        if (all.remove(server))
            write(all);
    }

    private static JsonConfig read(final Path file) {
        try {
            if (Files.size(file) > MOST_BYTES)
                throw new InpaintException("The list of servers '" + file + "' is no such list, it has more than 1 MB: "
                        + "delete it.");
            return JsonConfig.parse("The list of servers '" + file + "'", Files.readString(file), "",
                    "correct or delete it");
        } catch (final IOException e) {
            throw new InpaintException("The list of servers '" + file + "' cannot be read: check its permissions, and "
                    + "that it is a text in UTF-8.", e);
        }
    }

    private void write(final Set<SavedServer> servers) {
        final Path path = file.orElseThrow(() -> new InpaintException("The system names no home folder for this user, "
                + "so servers cannot be saved: name an absolute folder in XDG_CONFIG_HOME."));
        final JsonArray list = new JsonArray();
        servers.forEach(each -> {
            final JsonObject entry = new JsonObject();
            entry.addProperty("engine", each.engine());
            entry.addProperty("address", each.text());
            list.add(entry);
        });
        final JsonObject all = new JsonObject();
        all.add("servers", list);
        final String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all);
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try (PartFile part = new PartFile(path, ".json")) {
                Files.writeString(part.path(), text + "\n");
                // a file system that cannot replace it in one step is no reason to bother the user here
                part.commit(note -> { });
            }
        } catch (final IOException e) {
            throw new InpaintException("The list of servers '" + path + "' cannot be written: check the space on the "
                    + "disk and the permissions of its folder.", e);
        }
    }
}
