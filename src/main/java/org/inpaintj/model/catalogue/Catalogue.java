package org.inpaintj.model.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;

/**
 * The models that are known by name. Immutable. The format of its file is described in models/README.md and stays the
 * same: what a later program adds is passed over by an earlier one.
 */
public final class Catalogue {

    static final int MOST_BYTES = 4 << 20;

    private final Map<String, CatalogueEntry> entries = new LinkedHashMap<>();
    private final List<String> notes;

    /** Read once, when it is asked for. */
    private static final class Bundled {
        static final Catalogue CATALOGUE = load();

        private static Catalogue load() {
            try (InputStream in = Catalogue.class.getResourceAsStream("/models/catalogue.json")) {
                return CatalogueReader.read("The catalogue of this program",
                        new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Catalogue(final Collection<CatalogueEntry> all, final List<String> notes) {
        all.forEach(each -> entries.put(each.id(), each));
        this.notes = List.copyOf(notes);
    }

    /** The one that comes with this program. */
    public static Catalogue bundled() {
        return Bundled.CATALOGUE;
    }

    /**
     * One in a file.
     *
     * @throws InpaintException if it cannot be read or is none
     */
    public static Catalogue read(final Path file) {
        try {
            if (Files.size(file) > MOST_BYTES)
                throw new InpaintException("'" + file + "' is too large for a catalogue: give the right file.");
            return parse("The catalogue '" + file + "'", Files.readString(file, StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new InpaintException("The catalogue '" + file + "' cannot be read (" + e.getMessage()
                    + "): give the path of a file.", e);
        }
    }

    /**
     * One in a text.
     *
     * @param source for messages, the beginning of a sentence
     * @throws InpaintException if it is none
     */
    public static Catalogue parse(final String source, final String json) {
        return CatalogueReader.read(source, json);
    }

    /** In the order of the file. */
    public List<CatalogueEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** The one of an id. */
    public Optional<CatalogueEntry> find(final String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** What was passed over when it was read, full sentences. */
    public List<String> notes() {
        return notes;
    }

    /** These with those of another catalogue, which take the places of those of the same id. */
    public Catalogue with(final Catalogue newer) {
        final Map<String, CatalogueEntry> all = new LinkedHashMap<>(entries);
        all.putAll(newer.entries);
        return new Catalogue(all.values(), newer.notes);
    }
}
