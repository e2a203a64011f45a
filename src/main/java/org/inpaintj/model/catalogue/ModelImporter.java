package org.inpaintj.model.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipException;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;
import org.inpaintj.model.catalogue.ImportSource.Item;
import org.inpaintj.model.catalogue.ModelStore.Imported;
import org.inpaintj.model.download.Downloader;
import org.inpaintj.model.download.NameLock;

/** Finds the files of models among others by their digests, and copies them into the store. Used once. */
final class ModelImporter {

    private static final int BUFFER = 1 << 20;

    private final ModelStore store;
    private final Catalogue catalogue;
    private final Progress progress;
    private final List<Wanted> wanted = new ArrayList<>();
    /** What was found, by model and path. */
    private final Map<String, Map<String, Found>> found = new LinkedHashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    private record Wanted(CatalogueEntry entry, CatalogueFile file) {
    }

    private record Found(Item item, CatalogueFile file) {
    }

    ModelImporter(final ModelStore store, final Catalogue catalogue, final Progress progress) {
        this.store = store;
        this.catalogue = catalogue;
        this.progress = progress;
        for (final CatalogueEntry each : catalogue.entries())
            for (final CatalogueFile file : store.known(each).files())
                wanted.add(new Wanted(each, file));
    }

    Imported take(final Path from) throws IOException {
        if (Files.isDirectory(from))
            try (ImportSource all = ImportSource.folder(from)) {
                return take(all);
            }
        if (!Files.isRegularFile(from))
            throw new InpaintException("There is no file or folder '" + from + "': give the path of one.");
        try (ImportSource alone = ImportSource.file(from)) {
            look(alone.items());
            if (!found.isEmpty())
                return copied();
        }
        unknown.clear();
        // a file of weights may be a zip archive itself, so this comes second
        try (ImportSource all = ImportSource.zip(from)) {
            return take(all);
        } catch (final ZipException e) {
            throw new InpaintException("The archive '" + from + "' is damaged (" + e.getMessage()
                    + "): pack it again.", e);
        }
    }

    private Imported take(final ImportSource source) throws IOException {
        look(source.items());
        found.keySet().forEach(id -> lookBeside(id, source.items()));
        return copied();
    }

    /** Looks for files of known digests. */
    private void look(final List<Item> items) throws IOException {
        for (int i = 0; i < items.size(); i++) {
            final Item item = items.get(i);
            progress.step(i, items.size(), item.name());
            final boolean possible = wanted.stream().anyMatch(each -> !each.file.sha256().isEmpty()
                    && (each.file.size() < 0 || item.size() < 0 || each.file.size() == item.size()));
            final Optional<Sum> sum = possible ? sum(item) : Optional.empty();
            final List<Wanted> fitting = sum.isEmpty() ? List.of()
                    : wanted.stream().filter(each -> each.file.sha256().equals(sum.get().sha256)).toList();
            for (final Wanted each : fitting)
                found.computeIfAbsent(each.entry.id(), id -> new TreeMap<>()).putIfAbsent(each.file.path(), new Found(
                        item, each.file.known(each.file.urls(), sum.get().bytes, sum.get().sha256)));
            if (fitting.isEmpty())
                unknown.add(item.name());
        }
    }

    private record Sum(long bytes, String sha256) {
    }

    /** Empty for what is longer than any file that is looked for, whatever its archive says. */
    private Optional<Sum> sum(final Item item) throws IOException {
        final Sha256 digest = new Sha256();
        long bytes = 0;
        final byte[] buffer = new byte[BUFFER];
        try (InputStream in = item.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                progress.check();
                digest.add(ByteBuffer.wrap(buffer, 0, n));
                bytes += n;
                if (item.size() >= 0 && bytes > item.size())
                    return Optional.empty();
            }
        }
        return Optional.of(new Sum(bytes, digest.hex()));
    }

    /** Files of a model whose digest nobody knows are taken from where they belong beside one that is known. */
    private void lookBeside(final String id, final List<Item> items) {
        final Map<String, Found> there = found.get(id);
        final Set<String> bases = new LinkedHashSet<>();
        there.forEach((path, each) -> {
            if (("/" + each.item.name()).endsWith("/" + path))
                bases.add(each.item.name().substring(0, each.item.name().length() - path.length()));
        });
        final Map<String, Item> names = new HashMap<>();
        items.forEach(each -> names.put(each.name(), each));
        for (final CatalogueFile file : store.known(catalogue.find(id).orElseThrow()).files())
            for (final String base : bases) {
                final Item item = names.get(base + file.path());
                if (item != null && file.sha256().isEmpty() && (file.size() < 0 || file.size() == item.size())
                        && !Downloader.isPickle(file.path()) && there.putIfAbsent(file.path(), new Found(item, file))
                        == null) {
                    unknown.remove(item.name());
                    progress.note("'" + item.name() + "' is taken for '" + file.path() + "' of '" + id
                            + "' by its name, since no SHA-256 of it is known.");
                }
            }
    }

    private Imported copied() throws IOException {
        final List<CatalogueEntry> complete = new ArrayList<>(), partial = new ArrayList<>();
        for (final String id : found.keySet()) {
            final CatalogueEntry entry = catalogue.find(id).orElseThrow();
            Files.createDirectories(store.folder());
            try (NameLock lock = ModelInstaller.lock(store, entry, progress)) {
                copy(entry, found.get(id));
            }
            (store.state(entry) == ModelStore.State.INSTALLED ? complete : partial).add(entry);
        }
        return new Imported(complete, partial, List.copyOf(unknown));
    }

    private void copy(final CatalogueEntry entry, final Map<String, Found> files) throws IOException {
        final Path place = store.place(entry.id()), partial = store.partial(entry.id());
        final Map<String, CatalogueFile> known = new LinkedHashMap<>();
        store.known(entry).files().forEach(each -> known.put(each.path(), each));
        long bytes = 0;
        final List<Found> missing = new ArrayList<>();
        for (final Found each : files.values())
            if (!ModelInstaller.fits(place.resolve(each.file.path()), each.file, progress)
                    && !ModelInstaller.fits(partial.resolve(each.file.path()), each.file, progress)) {
                missing.add(each);
                bytes += Math.max(0, each.item.size());
            }
        new Downloader(store.settings()).checkSpace(store.folder(), "'" + entry.id() + "'", bytes);
        for (final Found each : missing)
            known.put(each.file.path(), copy(each, partial.resolve(each.file.path())));
        store.record(entry.id()).with(entry.withFiles(List.copyOf(known.values()))).write(store.recordFile(entry.id()));
        // the folder gets its name once nothing is missing
        for (final CatalogueFile each : known.values())
            if (!ModelStore.hasSize(place.resolve(each.path()), each)
                    && !ModelStore.hasSize(partial.resolve(each.path()), each))
                return;
        ModelInstaller.finish(store, entry.id());
    }

    private CatalogueFile copy(final Found each, final Path to) throws IOException {
        Files.createDirectories(to.getParent());
        final Path part = to.resolveSibling(to.getFileName() + ".part");
        Files.deleteIfExists(part.resolveSibling(part.getFileName() + ".json"));
        final Sha256 digest = new Sha256();
        final byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (InputStream in = each.item.open(); OutputStream out = Files.newOutputStream(part)) {
            for (int n = in.read(buffer); n >= 0 && bytes <= each.item.size(); n = in.read(buffer)) {
                progress.check();
                digest.add(ByteBuffer.wrap(buffer, 0, n));
                out.write(buffer, 0, n);
                bytes += n;
            }
        }
        final String sha256 = digest.hex();
        if (bytes != each.item.size() || !each.file.sha256().isEmpty() && !each.file.sha256().equals(sha256)) {
            Files.delete(part);
            throw new InpaintException("'" + each.item.name() + "' is changed while it is imported: import it again.");
        }
        ModelInstaller.move(part, to);
        return each.file.known(each.file.urls(), bytes, sha256);
    }
}
