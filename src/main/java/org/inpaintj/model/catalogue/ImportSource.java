package org.inpaintj.model.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.inpaintj.core.InpaintException;

/** Files that somebody brings: one, those of a folder, or those of a zip archive. Closed by whoever opened it. */
final class ImportSource implements AutoCloseable {

    private static final int MOST = 100_000;

    /**
     * A file.
     *
     * @param name where it lies in the folder or archive, with '/'; never used as a path
     * @param size bytes, as the folder or archive says
     */
    record Item(String name, long size, Opener opener) {

        InputStream open() throws IOException {
            return opener.open();
        }
    }

    /** Opens a file. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    private final List<Item> items;
    /** Null if it is none. */
    private final ZipFile zip;

    private ImportSource(final List<Item> items, final ZipFile zip) {
        this.items = items;
        this.zip = zip;
    }

    /** A file alone. */
    static ImportSource file(final Path file) throws IOException {
        return new ImportSource(List.of(item(file.getFileName().toString(), file)), null);
    }

    /** The files below a folder; links are passed over. */
    static ImportSource folder(final Path folder) throws IOException {
        final List<Item> items = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (final Path each : (Iterable<Path>) all.filter(path -> Files.isRegularFile(path)
                    && !Files.isSymbolicLink(path))::iterator) {
                check(items.size(), folder);
                items.add(item(folder.relativize(each).toString().replace('\\', '/'), each));
            }
        }
        return new ImportSource(items, null);
    }

    private static Item item(final String name, final Path file) throws IOException {
        return new Item(name, Files.size(file), () -> Files.newInputStream(file));
    }

    /** The files of an archive. */
    static ImportSource zip(final Path file) throws IOException {
        final ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (final ZipException e) {
            throw new InpaintException("'" + file + "' is no file of the catalogue and no zip archive: unpack it, and "
                    + "import the folder.", e);
        }
        final List<Item> items = new ArrayList<>();
        for (final Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements();) {
            final ZipEntry each = all.nextElement();
            check(items.size(), file);
            if (!each.isDirectory())
                items.add(new Item(each.getName().replace('\\', '/'), each.getSize(), () -> zip.getInputStream(each)));
        }
        return new ImportSource(items, zip);
    }

    private static void check(final int files, final Path where) {
        if (files >= MOST)
            throw new InpaintException("'" + where + "' has more than " + MOST + " files: import a folder that has "
                    + "little but models in it.");
    }

    List<Item> items() {
        return items;
    }

    @Override
    public void close() throws IOException {
        if (zip != null)
            zip.close();
    }
}
