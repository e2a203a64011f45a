package org.inpaintj.model.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.PartFile;

/**
 * What is kept beside the folder of a model, in {@code ID.json}: which licence was accepted, and the digests of the
 * files as they came first, by which they are known from then on. With it a model is found without its catalogue.
 *
 * @param licence the one that was accepted; empty if none was
 * @param source  as in {@link CatalogueEntry}
 * @param opens   as in {@link CatalogueEntry}
 * @param files   with what was learnt of them; empty before the first download
 */
record ModelRecord(String licence, String source, String opens, List<CatalogueFile> files) {

    private static final long MOST_BYTES = 1 << 20;
    private static final String REMEDY = "delete it, which forgets the digests and the licence that was accepted";

    /** The one in a file; an empty one if there is none. */
    static ModelRecord read(final Path file) throws IOException {
        if (!Files.isRegularFile(file))
            return new ModelRecord("", "", "", List.of());
        if (Files.size(file) > MOST_BYTES)
            throw new InpaintException("'" + file + "' is too large: " + REMEDY + ".");
        final JsonConfig json = JsonConfig.parse("'" + file + "'", Files.readString(file), "", REMEDY);
        final List<CatalogueFile> files = new ArrayList<>();
        for (final JsonConfig each : json.children("files"))
            files.add(new CatalogueFile(each.text("path", ""), each.texts("urls"), (long) each.number("size", -1),
                    each.text("sha256", "")));
        return new ModelRecord(json.text("licence", ""), json.text("source", ""), json.text("opens", ""), files);
    }

    /** Written whole or not at all. */
    void write(final Path file) throws IOException {
        final JsonArray list = new JsonArray();
        for (final CatalogueFile each : files) {
            final JsonObject json = new JsonObject();
            json.addProperty("path", each.path());
            final JsonArray urls = new JsonArray();
            each.urls().forEach(urls::add);
            json.add("urls", urls);
            json.addProperty("size", each.size());
            json.addProperty("sha256", each.sha256());
            list.add(json);
        }
        final JsonObject json = new JsonObject();
        json.addProperty("licence", licence);
        json.addProperty("source", source);
        json.addProperty("opens", opens);
        json.add("files", list);
        try (PartFile part = new PartFile(file, ".json")) {
            Files.writeString(part.path(), new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
            part.commit(note -> {});
        }
    }

    ModelRecord accepting(final Licence accepted) {
        return new ModelRecord(accepted.toString(), source, opens, files);
    }

    /** What is known of a model: what its catalogue says, and below it what was learnt from the same addresses. */
    CatalogueEntry over(final CatalogueEntry entry) {
        if (!entry.source().isEmpty())
            return source.equals(entry.source()) ? entry.withFiles(files) : entry;
        return entry.withFiles(entry.files().stream().map(this::over).toList());
    }

    private CatalogueFile over(final CatalogueFile file) {
        for (final CatalogueFile each : files)
            if (each.path().equals(file.path()) && (file.sha256().isEmpty() ? each.urls().containsAll(file.urls())
                    : file.sha256().equals(each.sha256())))
                return each;
        return file;
    }

    /** The record of a model whose files are known. */
    ModelRecord with(final CatalogueEntry entry) {
        return new ModelRecord(licence, entry.source(), entry.opens(), entry.files());
    }

    /** Without what belongs to the files, which are gone. */
    ModelRecord emptied() {
        return new ModelRecord(licence, "", "", List.of());
    }
}
