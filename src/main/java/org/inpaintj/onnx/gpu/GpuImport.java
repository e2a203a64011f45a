package org.inpaintj.onnx.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;

/**
 * What a folder or an archive of the user's holds of the parts that a card needs: archives that are known by their
 * digests; else libraries by their names, of which nobody knows whether they are the right ones. It is only read.
 */
final class GpuImport {

    private static final int DEPTH = 6, MOST = 20_000;

    private final Path from;
    private final List<Path> files;

    /** @throws InpaintException if there is nothing to read there */
    GpuImport(final Path from) {
        this.from = from;
        if (!Files.exists(from))
            throw new InpaintException("'" + from + "' does not exist: name a folder with the archives, or an "
                    + "archive.");
        try (Stream<Path> all = Files.walk(from, DEPTH)) {
            files = all.limit(MOST).filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)).sorted()
                    .toList();
        } catch (final IOException | java.io.UncheckedIOException e) {
            throw new InpaintException("'" + from + "' cannot be read (" + e.getMessage() + "): check its permissions.",
                    e);
        }
    }

    /**
     * Where the libraries of a part are.
     *
     * @param archive holds them all; empty if they lie there as they are
     * @param known   true if the digest of the archive is the one that is known
     * @param loose   names of libraries to files, if there is no archive
     */
    record Found(Optional<Path> archive, boolean known, Map<String, Path> loose) {
    }

    /**
     * Looks for all parts.
     *
     * @return in the order of the parts
     * @throws InpaintException if one is missing, with all that are, or an archive is not what its name says
     */
    List<Found> find(final List<GpuPackages.Part> parts, final Progress progress) throws IOException {
        final List<Found> found = new ArrayList<>();
        final List<String> missing = new ArrayList<>();
        for (final GpuPackages.Part part : parts) {
            final Optional<Found> one = find(part, progress);
            if (one.isPresent())
                found.add(one.get());
            else
                missing.add(part.name() + ": " + archives(part).map(each -> each.name() + " (" + each.bytes()
                        + " bytes, SHA-256 " + each.sha256() + ")").collect(Collectors.joining(" or ")));
        }
        if (!missing.isEmpty())
            throw new InpaintException("'" + from + "' lacks " + String.join("; ", missing)
                    + ". Put these archives into one folder and name that.");
        return found;
    }

    private static Stream<GpuPackages.Archive> archives(final GpuPackages.Part part) {
        return Stream.concat(Stream.of(part.archive()), part.others().stream());
    }

    private Optional<Found> find(final GpuPackages.Part part, final Progress progress) throws IOException {
        for (final GpuPackages.Archive archive : archives(part).toList())
            for (final Path file : files) {
                final boolean named = file.getFileName().toString().equals(archive.name());
                if (!named && Files.size(file) != archive.bytes())
                    continue;
                progress.step(0, 1, file.getFileName().toString());
                if (Files.size(file) == archive.bytes()
                        && new Sha256().add(file, progress).hex().equals(archive.sha256()))
                    return Optional.of(new Found(Optional.of(file), true, Map.of()));
                if (named)
                    throw new InpaintException("'" + file + "' is not the archive of that name, whose SHA-256 is "
                            + archive.sha256() + ": fetch it again.");
            }
        final Map<String, Path> loose = new LinkedHashMap<>();
        for (final Path file : files)
            LibraryArchive.library(file.toString().replace('\\', '/'), part.files())
                    .ifPresent(name -> loose.putIfAbsent(name, file));
        if (loose.keySet().containsAll(part.files()))
            return Optional.of(new Found(Optional.empty(), false, loose));
        return Files.isRegularFile(from) && LibraryArchive.isArchive(from.getFileName().toString())
                ? Optional.of(new Found(Optional.of(from), false, Map.of())) : Optional.empty();
    }
}
