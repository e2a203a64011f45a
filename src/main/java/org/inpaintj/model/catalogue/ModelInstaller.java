package org.inpaintj.model.catalogue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;
import org.inpaintj.model.download.Downloader;
import org.inpaintj.model.download.Hub;
import org.inpaintj.model.download.HubSource;
import org.inpaintj.model.download.NameLock;
import org.inpaintj.model.download.RemoteFile;

/** Puts the files of a model into the store, from where its catalogue says that they are. Used once, by one thread. */
final class ModelInstaller {

    private final ModelStore store;
    private final Progress progress;
    private final Downloader downloader;
    /** The files of repositories that were asked for, by their names. */
    private final Map<String, Map<String, RemoteFile>> lists = new HashMap<>();

    ModelInstaller(final ModelStore store, final Progress progress) {
        this.store = store;
        this.progress = progress;
        // which of them may be fetched is settled here, by their digests
        downloader = new Downloader(store.settings().withPickle(true));
    }

    Path install(final CatalogueEntry entry) throws IOException {
        Files.createDirectories(store.folder());
        try (NameLock lock = lock(store, entry, progress)) {
            final CatalogueEntry known = listed(store.known(entry));
            checkPickles(known);
            final List<CatalogueFile> missing = new ArrayList<>();
            for (final CatalogueFile each : known.files())
                if (!fits(store.place(entry.id()).resolve(each.path()), each, progress))
                    missing.add(each);
            checkSpace(entry, missing);
            final Map<String, CatalogueFile> pinned = new LinkedHashMap<>();
            known.files().forEach(each -> pinned.put(each.path(), each));
            for (final CatalogueFile each : missing)
                if (!isListed(entry, each))
                    pinned.put(each.path(), pin(each));
            // the next try is to ask for the very files that this one was told of
            if (!List.copyOf(pinned.values()).equals(entry.files()))
                record(entry, pinned);
            fetch(missing.stream().map(each -> pinned.get(each.path())).toList(), store.partial(entry.id()));
            for (final CatalogueFile each : missing)
                pinned.put(each.path(), measured(pinned.get(each.path()),
                        store.partial(entry.id()).resolve(each.path())));
            record(entry, pinned);
            finish(store, entry.id());
        }
        return store.path(entry);
    }

    private void fetch(final List<CatalogueFile> files, final Path partial) throws IOException {
        try {
            if (!files.isEmpty())
                downloader.fetchAny(files.stream().map(this::places).toList(), partial, progress);
        } finally {
            // where nothing has come, nothing is left
            ModelRemover.deleteFolders(partial);
        }
    }

    /** A model with the files that its hub lists, where its catalogue has none. */
    private CatalogueEntry listed(final CatalogueEntry entry) throws IOException {
        if (!entry.files().isEmpty())
            return entry;
        progress.step(0, 1, "asking for the files of " + entry.id());
        final HubSource source = HubSource.of(entry.source()).orElseThrow();
        return entry.withFiles(Hub.list(entry.source(), new Downloader(store.settings()), progress).stream()
                .map(each -> new CatalogueFile(each.name(), List.of(source.file(each).toString()), each.bytes(),
                        each.sha256())).toList());
    }

    static NameLock lock(final ModelStore store, final CatalogueEntry entry, final Progress progress)
            throws IOException {
        return NameLock.take(store.place(entry.id()), () -> progress.step(0, 1,
                entry.id() + ": waiting for another program that works on it"), progress);
    }

    static boolean fits(final Path path, final CatalogueFile file, final Progress progress) throws IOException {
        return ModelStore.hasSize(path, file)
                && (file.sha256().isEmpty() || new Sha256().add(path, progress).hex().equals(file.sha256()));
    }

    /** Nothing in them runs here, but might where others read them; those of a known digest are what is meant. */
    private void checkPickles(final CatalogueEntry entry) {
        for (final CatalogueFile each : entry.files())
            if (Downloader.isPickle(each.path()) && each.sha256().isEmpty() && !store.settings().pickle())
                throw new InpaintException("'" + each.path() + "' of '" + entry.id() + "' is a pickle file, which "
                        + "could run programs where Python reads it, and its SHA-256 is not known: fetch it with "
                        + "--pickle if you trust its source.");
    }

    private void checkSpace(final CatalogueEntry entry, final List<CatalogueFile> missing) throws IOException {
        long bytes = 0;
        for (final CatalogueFile each : missing) {
            final Path there = store.partial(entry.id()).resolve(each.path());
            final Path part = there.resolveSibling(there.getFileName() + ".part");
            bytes += Math.max(0, each.size() - size(there) - size(part));
        }
        if (bytes > 0)
            downloader.checkSpace(store.folder(), "'" + entry.id() + "'", bytes);
    }

    private static long size(final Path path) throws IOException {
        return Files.isRegularFile(path) ? Files.size(path) : 0;
    }

    private void record(final CatalogueEntry entry, final Map<String, CatalogueFile> files) throws IOException {
        final ModelRecord before = store.record(entry.id());
        final ModelRecord now = before.with(entry.withFiles(List.copyOf(files.values())));
        if (!now.equals(before))
            now.write(store.recordFile(entry.id()));
    }

    /** Whether the hub has told what it knows of a file, which then has an address that its catalogue has not. */
    private static boolean isListed(final CatalogueEntry entry, final CatalogueFile file) {
        return entry.files().stream().noneMatch(each -> each.path().equals(file.path())
                && each.urls().equals(file.urls()));
    }

    /** A file with the size and the digest that its hub tells, at the commit of which it tells them. */
    private CatalogueFile pin(final CatalogueFile file) throws IOException {
        if (!file.sha256().isEmpty())
            return file;
        InpaintException failure = null;
        for (final String url : file.urls()) {
            final Optional<HubSource> source = HubSource.of(url);
            if (source.isEmpty())
                return file;
            try {
                final RemoteFile told = told(source.get());
                if (file.size() >= 0 && told.bytes() >= 0 && file.size() != told.bytes())
                    throw new InpaintException("'" + file.path() + "' has " + told.bytes() + " bytes in '"
                            + source.get().id() + "', but should have " + file.size()
                            + ": its entry in the catalogue is outdated, look for a newer catalogue.");
                final List<String> urls = new ArrayList<>(List.of(source.get().file(told).toString()));
                urls.addAll(file.urls());
                return file.known(urls.stream().distinct().toList(), told.bytes(), told.sha256());
            } catch (final InpaintException e) {
                if (failure != null)
                    progress.note(failure.getMessage());
                failure = e;
            }
        }
        throw failure;
    }

    private RemoteFile told(final HubSource source) throws IOException {
        Map<String, RemoteFile> files = lists.get(source.repository());
        if (files == null) {
            progress.step(0, 1, "asking for the files of " + source.id());
            files = new HashMap<>();
            for (final RemoteFile each : Hub.list(source.repository(), downloader, progress))
                files.put(each.name(), each);
            lists.put(source.repository(), files);
        }
        final RemoteFile told = files.get(source.path());
        if (told == null)
            throw new InpaintException("There is no file '" + source.path() + "' (any more) in '" + source.id()
                    + "': its entry in the catalogue is outdated, look for a newer catalogue.");
        return told;
    }

    /** A repository stands there once, at the commit that was told. */
    private List<RemoteFile> places(final CatalogueFile file) {
        final Set<String> repositories = new HashSet<>();
        final List<RemoteFile> places = new ArrayList<>();
        for (final String url : file.urls()) {
            final Optional<HubSource> source = HubSource.of(url);
            if (source.isEmpty())
                places.add(new RemoteFile(URI.create(url), file.path(), file.size(), file.sha256()));
            else if (repositories.add(source.get().hub() + ":" + source.get().id()))
                places.add(downloader.at(source.get(), file.path(), file.size(), file.sha256()));
        }
        return places;
    }

    /** A file with the size and the digest that it has, where nobody told them. */
    private CatalogueFile measured(final CatalogueFile file, final Path path) throws IOException {
        return file.known(file.urls(), Files.size(path), file.sha256().isEmpty()
                ? new Sha256().add(path, progress).hex() : file.sha256());
    }

    /** Gives the folder its name; where it has that already, what has come takes its place there. */
    static void finish(final ModelStore store, final String id) throws IOException {
        final Path partial = store.partial(id), place = store.place(id);
        if (!Files.exists(partial))
            return;
        try (Stream<Path> all = Files.walk(partial)) {
            for (final Path each : all.filter(path -> path.toString().endsWith(".lock")).toList())
                Files.deleteIfExists(each);
        }
        if (!Files.exists(place)) {
            move(partial, place);
            return;
        }
        try (Stream<Path> all = Files.walk(partial)) {
            for (final Path each : all.filter(Files::isRegularFile).toList()) {
                final Path to = place.resolve(partial.relativize(each).toString());
                Files.createDirectories(to.getParent());
                move(each, to);
            }
        }
        ModelRemover.deleteFolders(partial);
    }

    static void move(final Path from, final Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (final AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
