package org.inpaintj.model.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PartFile;
import org.inpaintj.core.Progress;
import org.inpaintj.model.download.Downloader;
import org.inpaintj.model.download.Hub;
import org.inpaintj.model.download.HubSource;
import org.inpaintj.model.download.RemoteFile;

/**
 * The models that a user has added to the catalogue by their addresses: entries with {@code "added": true} in the file
 * {@code catalogue.json} of a store, of which all other entries stay as they are. Thread-safe.
 */
public final class AddedModels {

    private static final String ADDED = "added", FROM = "Added by you from ";
    private static final int LONGEST = 50;

    private final ModelStore store;

    public AddedModels(final ModelStore store) {
        this.store = store;
    }

    /**
     * Adds a model, or finds the one that was added from the address before. The files of a repository are not asked
     * for yet; those of Civitai are.
     *
     * @param address as {@link Hub#list} takes it
     * @param title   for lists; its id is made of it
     * @throws InpaintException   if the address is none, or the catalogue is damaged or cannot be written
     * @throws CancelledException once {@code progress} says so
     */
    public CatalogueEntry add(final String address, final ModelRole role, final String title, final Progress progress) {
        final String source = address.strip(), note = note(source);
        final Catalogue before = store.catalogue();
        final Optional<CatalogueEntry> same = before.entries().stream()
                .filter(each -> each.note().equals(note) && each.role() == role).findFirst();
        if (same.isPresent())
            return same.get();
        final JsonObject entry = new JsonObject();
        final String id = id(title, before);
        entry.addProperty("id", id);
        entry.addProperty("title", title.strip());
        entry.addProperty("role", role.name().toLowerCase(Locale.ROOT));
        entry.addProperty("task", "other");
        entry.addProperty("family", "other");
        final JsonObject licence = new JsonObject();
        licence.addProperty("id", "not known");
        licence.addProperty("accept", false);
        entry.add("licence", licence);
        entry.addProperty("note", note);
        final Optional<HubSource> repository = HubSource.of(source);
        if (repository.isPresent()) {
            entry.addProperty("source", source);
            entry.addProperty("page", page(repository.get()));
        } else
            entry.add("files", files(source, progress));
        entry.addProperty(ADDED, true);
        change(all -> all.add(entry));
        return store.catalogue().find(id).orElseThrow();
    }

    private static String note(final String source) {
        return FROM + source + ". Its licence is not known here: read it on the model's page.";
    }

    private static String page(final HubSource source) {
        return source.hub().equals("hf") ? "https://huggingface.co/" + source.id()
                : "https://www.modelscope.cn/models/" + source.id();
    }

    private JsonArray files(final String source, final Progress progress) {
        final JsonArray files = new JsonArray();
        for (final RemoteFile each : ModelStore.writing(() -> Hub.list(source, new Downloader(store.settings()),
                progress))) {
            final JsonObject file = new JsonObject();
            file.addProperty("path", each.name());
            final JsonArray urls = new JsonArray();
            urls.add(each.address().toString());
            file.add("urls", urls);
            if (each.bytes() >= 0)
                file.addProperty("size", each.bytes());
            file.addProperty("sha256", each.sha256());
            files.add(file);
        }
        return files;
    }

    /** Small letters, digits and hyphens, that nothing else is called. */
    private static String id(final String title, final Catalogue taken) {
        final String plain = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        final String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST).replaceAll("-+$", "") : plain;
        final String base = CatalogueReader.isId(cut) ? cut : "added-model";
        String id = base;
        for (int number = 2; taken.find(id).isPresent(); number++)
            id = base + "-" + number;
        return id;
    }

    /** Takes an entry that was added out of the catalogue again; false if it is none of those. Its files stay. */
    public boolean forget(final String id) {
        if (!Files.exists(file()))
            return false;
        final boolean[] gone = { false };
        change(all -> {
            for (int i = all.size() - 1; i >= 0; i--)
                if (isAdded(all.get(i), id)) {
                    all.remove(i);
                    gone[0] = true;
                }
        });
        return gone[0];
    }

    /** Whether an entry is one that was added. */
    public static boolean isAdded(final CatalogueEntry entry) {
        return entry.note().startsWith(FROM);
    }

    private static boolean isAdded(final JsonElement entry, final String id) {
        final JsonObject json = entry.getAsJsonObject();
        return json.has(ADDED) && json.get("id").getAsString().equals(id);
    }

    private Path file() {
        return store.folder().resolve(ModelStore.CATALOGUE);
    }

    /** What is done to the list of entries. */
    private interface Change {
        void to(JsonArray entries);
    }

    private void change(final Change change) {
        synchronized (AddedModels.class) {
            ModelStore.writing(() -> {
                write(change);
                return null;
            });
        }
    }

    private void write(final Change change) throws IOException {
        final Path file = file();
        Files.createDirectories(file.getParent());
        final JsonObject json;
        if (Files.exists(file)) {
            // only what can be read is changed
            Catalogue.read(file);
            json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } else {
            json = new JsonObject();
            json.addProperty("schema", CatalogueReader.SCHEMA);
            json.add("models", new JsonArray());
        }
        change.to(json.getAsJsonArray("models"));
        final String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
        Catalogue.parse("What was typed", text);
        try (PartFile part = new PartFile(file, ".json")) {
            Files.writeString(part.path(), text);
            part.commit(note -> { });
        }
    }
}
