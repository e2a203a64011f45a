package org.inpaintj.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.PartFile;
import org.inpaintj.core.Platform;
import org.inpaintj.core.PrivateFolder;

/**
 * The history of a user, in a folder; read anew at every call, so that several programs may use one. All methods throw
 * an {@link InpaintException} that says why if the folder cannot be used. Thread-safe.
 */
public final class HistoryStore {

    private static final long MOST_SETTINGS = 1 << 16;
    /** Characters. */
    private static final int LONGEST_MESSAGE = 20_000;
    /** Of the bytes allowed, what is left when the file has become too large. */
    private static final double KEPT = 0.8;

    private final Optional<Path> wanted;
    /** Entries in the file as far as this program knows; -1 before it has looked. Guarded by this. */
    private int count = -1;

    /** @param folder need not exist; empty for a user without a home, whose runs cannot be kept */
    public HistoryStore(final Optional<Path> folder) {
        wanted = folder;
    }

    /** That of this user: {@code history} in the folder for settings. */
    public static HistoryStore ofUser() {
        return new HistoryStore(Platform.config().map(folder -> folder.resolve("history")));
    }

    private Path folder() {
        final PrivateFolder folder = PrivateFolder.of(wanted.orElseThrow(() -> new InpaintException("The system names "
                + "no home folder for this user, so no history is kept: name an absolute folder in XDG_CONFIG_HOME.")));
        return folder.path().orElseThrow(() -> new InpaintException("No history is kept. " + folder.refusal()));
    }

    public HistorySettings settings() {
        final Path file = folder().resolve("settings.json");
        if (!Files.exists(file))
            return HistorySettings.NORMAL;
        try {
            if (Files.size(file) > MOST_SETTINGS)
                throw new InpaintException("The settings of the history '" + file + "' are none: delete the file.");
            final JsonConfig read = JsonConfig.parse("The settings of the history '" + file + "'",
                    Files.readString(file), "", "correct or delete the file");
            final HistorySettings normal = HistorySettings.NORMAL;
            return new HistorySettings(read.flag("keep", normal.keep()), read.flag("pictures", normal.pictures()),
                    read.flag("names", normal.names()), read.whole("runs", normal.runs()),
                    read.whole("megabytes", normal.megabytes()));
        } catch (final IOException e) {
            throw new InpaintException("The settings of the history '" + file + "' cannot be read (" + e.getMessage()
                    + "): correct or delete the file.", e);
        }
    }

    /** Heeded at once, by other programs too. */
    public void set(final HistorySettings settings) {
        final JsonObject json = new JsonObject();
        json.addProperty("keep", settings.keep());
        json.addProperty("pictures", settings.pictures());
        json.addProperty("names", settings.names());
        json.addProperty("runs", settings.runs());
        json.addProperty("megabytes", settings.megabytes());
        final Path folder = folder();
        try (PartFile part = new PartFile(folder.resolve("settings.json"), ".json")) {
            Files.writeString(part.path(), new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
            // a file system that cannot replace it in one step is no reason to bother the user here
            part.commit(note -> { });
        } catch (final IOException e) {
            throw new InpaintException("The settings of the history cannot be written into '" + folder + "' ("
                    + e.getMessage() + "): check the space on the disk and the permissions of the folder.", e);
        }
        final HistoryFile file = new HistoryFile(folder);
        synchronized (this) {
            count = -1;
            file.locked(() -> {
                trim(file, settings);
                return null;
            });
        }
    }

    /**
     * Keeps a run, unless the history is switched off; returns when it is on the disk.
     *
     * @param entry without what the settings leave out, names of images among its keys but for
     *              {@link HistoryEntry#image()}
     */
    public void add(final HistoryEntry entry) {
        final HistorySettings settings = settings();
        if (settings.keep())
            write(List.of(entry), settings);
    }

    /** Puts runs back that were removed. */
    public void restore(final Collection<HistoryEntry> entries) {
        write(entries, settings());
    }

    private void write(final Collection<HistoryEntry> entries, final HistorySettings settings) {
        final List<String> lines = entries.stream().map(entry -> HistoryLine.of(fit(entry, settings))).toList();
        final HistoryFile file = new HistoryFile(folder());
        synchronized (this) {
            file.locked(() -> {
                file.append(lines);
                if (count >= 0)
                    count += lines.size();
                trim(file, settings);
                return null;
            });
        }
    }

    /** Keeps what became of a run that is there, unless the history is switched off. */
    public void end(final String id, final HistoryOutcome outcome) {
        final HistorySettings settings = settings();
        if (!settings.keep())
            return;
        final String line = HistoryLine.of(id, fit(outcome, settings));
        final HistoryFile file = new HistoryFile(folder());
        file.locked(() -> {
            // of a history that was emptied meanwhile, nothing is to come back
            if (file.size() > 0)
                file.append(List.of(line));
            return null;
        });
    }

    private static HistoryEntry fit(final HistoryEntry entry, final HistorySettings settings) {
        final HistoryEntry open = HistorySecrets.without(entry);
        final List<String> gone = new ArrayList<>(open.leftOut());
        final Map<String, String> keys = open.keys();
        keys.entrySet().removeIf(key -> key.getValue().length() > HistoryLine.LONGEST && gone.add(key.getKey()));
        final boolean large = open.selection().length() > HistoryLine.LARGEST;
        if (large)
            gone.add(HistoryEntry.SELECTION);
        return open.with(settings.names() ? open.image() : open.image().unnamed(), large ? "" : open.selection(),
                keys, gone, fit(open.outcome(), settings));
    }

    private static HistoryOutcome fit(final HistoryOutcome outcome, final HistorySettings settings) {
        final HistoryOutcome open = HistorySecrets.without(outcome);
        final String message = open.message();
        return new HistoryOutcome(open.state(), open.seconds(), message.length() <= LONGEST_MESSAGE ? message
                : message.substring(0, LONGEST_MESSAGE) + "...", open.layers(),
                settings.pictures() && open.picture().length() <= HistoryLine.LARGEST ? open.picture() : "");
    }

    /** What is there. */
    public HistoryList entries() {
        final HistorySettings settings = settings();
        final HistoryFile file = new HistoryFile(folder());
        synchronized (this) {
            return file.locked(() -> read(file, settings));
        }
    }

    private HistoryList read(final HistoryFile file, final HistorySettings settings) throws IOException {
        final Map<String, HistoryEntry> all = new LinkedHashMap<>();
        final int[] damaged = { 0 };
        final int cut = file.read(2 * settings.bytes(), line -> {
            try {
                HistoryLine.read(line, all);
            } catch (final RuntimeException | StackOverflowError e) {
                damaged[0]++;
            }
        });
        count = all.size();
        final List<HistoryEntry> entries = new ArrayList<>(all.values());
        Collections.reverse(entries);
        entries.sort(Comparator.comparing(HistoryEntry::time).reversed());
        return new HistoryList(List.copyOf(entries.subList(0, Math.min(settings.runs(), entries.size()))),
                damaged[0] + cut);
    }

    /** Takes the oldest out where there are too many, a few at a time, for the file is written anew. */
    private void trim(final HistoryFile file, final HistorySettings settings) throws IOException {
        if (count >= 0 && count <= settings.runs() + settings.runs() / 10 && file.size() <= settings.bytes())
            return;
        final List<HistoryEntry> entries = read(file, settings).entries();
        if (count <= settings.runs() && file.size() <= settings.bytes())
            return;
        replace(file, entries, (long) (KEPT * settings.bytes()));
    }

    private void replace(final HistoryFile file, final List<HistoryEntry> newestFirst, final long most)
            throws IOException {
        final List<String> lines = new ArrayList<>();
        long bytes = 0;
        for (final HistoryEntry entry : newestFirst) {
            final String line = HistoryLine.of(entry);
            bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > most)
                break;
            lines.add(line);
        }
        Collections.reverse(lines);
        file.replace(lines);
        count = lines.size();
    }

    /** Takes runs out of the file. */
    public void remove(final Set<String> ids) {
        final HistorySettings settings = settings();
        final HistoryFile file = new HistoryFile(folder());
        synchronized (this) {
            file.locked(() -> {
                final List<HistoryEntry> left = new ArrayList<>(read(file, settings).entries());
                left.removeIf(entry -> ids.contains(entry.id()));
                replace(file, left, settings.bytes());
                return null;
            });
        }
    }

    /** Deletes all. */
    public void clear() {
        final HistoryFile file = new HistoryFile(folder());
        synchronized (this) {
            file.locked(() -> {
                file.replace(List.of());
                count = 0;
                return null;
            });
        }
    }

    /** Changes whenever the history or its settings do. */
    public List<FileStamp> stamp() {
        final Path folder = folder();
        return FileStamp.of(List.of(new HistoryFile(folder).path(), folder.resolve("settings.json")));
    }
}
