package org.inpaintj.onnx.gpu;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PrivateFolder;
import org.inpaintj.core.Progress;

/**
 * Takes libraries and licences out of an archive: zip (jar, whl), tar with gzip, tar with xz. Only wanted names are
 * written, each as a plain file in one folder, so that no name of the archive can lead anywhere else.
 */
final class LibraryArchive {

    /** The largest library has 0.75 GB. */
    private static final long LARGEST = 2L << 30, LARGEST_LICENCE = 1 << 20;
    private static final int MOST_ENTRIES = 20_000, BUFFER = 1 << 20;

    private final Path archive;
    private final Set<String> wanted;
    private final Path folder;
    private final Progress progress;
    private final Set<String> found = new HashSet<>();
    private int entries;

    /**
     * @param wanted names of libraries as programs look for them
     * @param folder where they go
     */
    LibraryArchive(final Path archive, final Collection<String> wanted, final Path folder, final Progress progress) {
        this.archive = archive;
        this.wanted = Set.copyOf(wanted);
        this.folder = folder;
        this.progress = progress;
    }

    /** True for the name of a file that may be an archive. */
    static boolean isArchive(final String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.(zip|jar|whl|tgz|tar\\.gz|tar\\.xz)");
    }

    /**
     * Unpacks what is wanted. A licence is written once, under the archive's own name.
     *
     * @return the libraries that were in it
     * @throws InpaintException if it is damaged or holds what it must not
     */
    Set<String> unpack() {
        final String name = archive.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".tar.xz"))
                unpackXz();
            else if (name.endsWith(".tgz") || name.endsWith(".tar.gz"))
                try (InputStream in = new GZIPInputStream(
                        new BufferedInputStream(Files.newInputStream(archive), BUFFER), BUFFER)) {
                    unpackTar(in);
                }
            else
                unpackZip();
        } catch (final IOException e) {
            throw new InpaintException("'" + archive + "' cannot be unpacked (" + e.getMessage()
                    + "): fetch it again, and see that the disk has room.", e);
        }
        return found;
    }

    private void unpackZip() throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            final Enumeration<? extends ZipEntry> all = zip.entries();
            while (all.hasMoreElements()) {
                final ZipEntry entry = all.nextElement();
                if (entry.isDirectory() || !takes(entry.getName()))
                    continue;
                try (InputStream in = zip.getInputStream(entry)) {
                    write(entry.getName(), entry.getSize(), in);
                }
            }
        } catch (final ZipException e) {
            throw new IOException("it is no zip archive, or damaged", e);
        }
    }

    /** Java cannot read xz. On Linux, where alone such archives are, nearly every system has a program that can. */
    private void unpackXz() throws IOException {
        final Process xz;
        try {
            xz = new ProcessBuilder("xz", "--decompress", "--stdout", "--threads=0").redirectInput(archive.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (final IOException e) {
            throw new InpaintException("The program xz is missing, which unpacks '" + archive.getFileName()
                    + "': install xz-utils, or import other archives, listed in docs/devices.md.", e);
        }
        try (InputStream in = new BufferedInputStream(xz.getInputStream(), BUFFER)) {
            unpackTar(in);
            in.transferTo(OutputStream.nullOutputStream());
            if (xz.waitFor() != 0)
                throw new IOException("it is no xz archive, or damaged");
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            xz.destroyForcibly();
        }
    }

    private void unpackTar(final InputStream in) throws IOException {
        final TarEntries tar = new TarEntries(in);
        while (tar.next())
            if (takes(tar.name()))
                write(tar.name(), tar.size(), tar.content());
    }

    private boolean takes(final String path) throws IOException {
        progress.check();
        if (++entries > MOST_ENTRIES)
            throw new IOException("it has more than " + MOST_ENTRIES + " entries");
        return licence(path) || library(path, wanted).filter(name -> !found.contains(name)).isPresent();
    }

    /**
     * The wanted name that a path in an archive stands for. On Linux the file has a longer version than the name, which
     * is a link there; a folder of stubs holds libraries without code, for linkers.
     */
    static Optional<String> library(final String path, final Collection<String> wanted) {
        if (path.contains("/stubs/"))
            return Optional.empty();
        final String last = FileNames.last(path);
        return wanted.stream().filter(name -> last.equalsIgnoreCase(name) && name.endsWith(".dll") || last.equals(name)
                || last.startsWith(name + '.') && last.substring(name.length()).matches("(\\.\\d+)+")).findFirst();
    }

    private static boolean licence(final String path) {
        return FileNames.last(path).matches("(?i)(licen[cs]e|thirdpartynotices)(\\.txt)?");
    }

    private void write(final String path, final long size, final InputStream in) throws IOException {
        final Optional<String> library = library(path, wanted);
        final long most = library.isPresent() ? LARGEST : LARGEST_LICENCE;
        if (size > most)
            throw new IOException("'" + FileNames.last(path) + "' has " + size + " bytes, which cannot be right");
        if (library.isPresent()) {
            copy(in, folder.resolve(library.get()), size, most);
            found.add(library.get());
        } else {
            final Path licences = Files.createDirectories(folder.resolve("licences"));
            copy(in, licences.resolve(archive.getFileName() + " - " + FileNames.last(path)), size, most);
        }
    }

    /** @param size as stated; -1 if it is not */
    private void copy(final InputStream in, final Path file, final long size, final long most) throws IOException {
        final byte[] buffer = new byte[BUFFER];
        long done = 0;
        try (OutputStream out = PrivateFolder.write(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                progress.check();
                done += n;
                if (done > most || size >= 0 && done > size)
                    throw new IOException("'" + file.getFileName() + "' is larger than stated");
                out.write(buffer, 0, n);
            }
        }
        if (size >= 0 && done != size)
            throw new IOException("'" + file.getFileName() + "' ends early");
    }
}
