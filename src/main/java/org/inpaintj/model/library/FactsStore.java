package org.inpaintj.model.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.PartFile;
import org.inpaintj.model.catalogue.ModelRole;

/**
 * Remembers what files are for as long as their size and time stay, also from one program to the next, so that a folder
 * is read once. What is remembered can be made again: a file of it that is damaged is begun anew. Thread-safe.
 */
final class FactsStore {

    /** Counts up where files are told otherwise than before. */
    private static final int FORMAT = 1;
    private static final int MOST = 50_000;

    private record Known(long size, long time, ContentFacts facts) {
    }

    private final Supplier<Optional<Path>> place;
    private Optional<Path> file = Optional.empty();
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };
    private boolean loaded, changed;

    /** @param place where it is kept, asked when there is something to keep; else it goes with the program */
    FactsStore(final Supplier<Optional<Path>> place) {
        this.place = place;
    }

    /** What a file is; a file that is gone is nothing. */
    ContentFacts get(final Path path) {
        final FileStamp now = FileStamp.of(path);
        if (now.size() < 0)
            return ContentFacts.nothing("'" + path + "' is not there any more.");
        final long time = now.time().to(TimeUnit.NANOSECONDS);
        synchronized (this) {
            load();
            final Known before = known.get(path.toString());
            if (before != null && before.size == now.size() && before.time == time)
                return before.facts;
        }
        final ContentFacts facts = ContentReader.read(path);
        synchronized (this) {
            known.put(path.toString(), new Known(now.size(), time, facts));
            changed = true;
        }
        return facts;
    }

    private static String format() {
        final String version = FactsStore.class.getPackage().getImplementationVersion();
        return FORMAT + " " + (version == null ? "" : version);
    }

    private void load() {
        if (loaded)
            return;
        loaded = true;
        file = place.get();
        if (file.isEmpty() || !Files.isRegularFile(file.get()))
            return;
        try {
            final JsonConfig all = JsonConfig.read(file.get());
            if (!all.text("format", "").equals(format()))
                return;
            for (final JsonConfig each : all.children("files"))
                known.put(each.text("path", ""), new Known(Long.parseLong(each.text("size", "")),
                        Long.parseLong(each.text("time", "")), facts(each)));
        } catch (final InpaintException | IllegalArgumentException e) {
            known.clear(); // made again by reading the models
        }
    }

    private static ContentFacts facts(final JsonConfig json) {
        final String role = json.text("role", "");
        return new ContentFacts(role.isEmpty() ? Optional.empty() : Optional.of(ModelRole.valueOf(role)),
                json.text("kind", ""), json.text("family", ""), json.texts("aliases"), json.texts("hashes"),
                json.flag("picture", false), json.text("refusal", ""));
    }

    /** Writes what is new. What cannot be written is only slower the next time. */
    synchronized void save() {
        if (!changed || file.isEmpty())
            return;
        changed = false;
        final JsonArray files = new JsonArray();
        known.forEach((path, each) -> files.add(json(path, each)));
        final JsonObject all = new JsonObject();
        all.addProperty("format", format());
        all.add("files", files);
        try (PartFile part = new PartFile(file.get(), ".json")) {
            Files.write(part.path(), new Gson().toJson(all).getBytes(StandardCharsets.UTF_8));
            part.commit(note -> { });
        } catch (final IOException e) {
            // read again the next time
        }
    }

    private static JsonObject json(final String path, final Known known) {
        final JsonObject json = new JsonObject();
        json.addProperty("path", path);
        json.addProperty("size", Long.toString(known.size));
        json.addProperty("time", Long.toString(known.time));
        json.addProperty("role", known.facts.role().map(Enum::name).orElse(""));
        json.addProperty("kind", known.facts.kind());
        json.addProperty("family", known.facts.family());
        json.add("aliases", array(known.facts.aliases()));
        json.add("hashes", array(known.facts.hashes()));
        json.addProperty("picture", known.facts.picture());
        json.addProperty("refusal", known.facts.refusal());
        return json;
    }

    private static JsonArray array(final List<String> texts) {
        final JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
