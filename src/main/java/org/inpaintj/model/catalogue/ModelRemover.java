package org.inpaintj.model.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.inpaintj.core.Progress;
import org.inpaintj.model.download.NameLock;

/** Takes the files of a model out of the store. */
final class ModelRemover {

    private final ModelStore store;

    ModelRemover(final ModelStore store) {
        this.store = store;
    }

    List<Path> remove(final CatalogueEntry entry) throws IOException {
        if (!Files.isDirectory(store.folder()))
            return List.of();
        try (NameLock lock = ModelInstaller.lock(store, entry, Progress.NONE)) {
            final ModelRecord record = store.record(entry.id());
            for (final Path folder : List.of(store.place(entry.id()), store.partial(entry.id()))) {
                for (final CatalogueFile each : Stream.concat(entry.files().stream(), record.files().stream()).toList())
                    for (final String end : new String[] {"", ".part", ".part.json", ".lock"})
                        delete(folder, each.path() + end);
                deleteFolders(folder);
            }
            if (record.licence().isEmpty())
                Files.deleteIfExists(store.recordFile(entry.id()));
            else
                record.emptied().write(store.recordFile(entry.id()));
            return left(store.place(entry.id()));
        }
    }

    /** Nothing beyond links is touched: whoever put them there keeps what they lead to. */
    private static void delete(final Path folder, final String path) throws IOException {
        Path at = folder;
        for (final String part : path.split("/")) {
            if (!ModelStore.isFolder(at))
                return;
            at = at.resolve(part);
        }
        if (!ModelStore.isFolder(at))
            Files.deleteIfExists(at);
    }

    private static List<Path> left(final Path folder) throws IOException {
        if (!Files.exists(folder))
            return List.of();
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isDirectory(path)).toList();
        }
    }

    /** Deletes folders as far as nothing is in them. */
    static void deleteFolders(final Path root) throws IOException {
        if (!ModelStore.isFolder(root))
            return;
        try (Stream<Path> all = Files.walk(root)) {
            for (final Path each : all.filter(ModelStore::isFolder).sorted(Comparator.reverseOrder()).toList())
                try (Stream<Path> inside = Files.list(each)) {
                    if (inside.findAny().isEmpty())
                        Files.delete(each);
                }
        }
    }
}
