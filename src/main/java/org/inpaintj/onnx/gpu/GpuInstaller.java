package org.inpaintj.onnx.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PrivateFolder;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.model.download.Downloader;
import org.inpaintj.model.download.RemoteFile;
import org.inpaintj.onnx.gpu.GpuFolder.Installed;
import org.inpaintj.onnx.gpu.GpuFolder.Library;

/**
 * Brings the libraries of a card into the folder, part by part: an archive is fetched, its digest is checked, its
 * libraries are unpacked, it is deleted. What was unpacked when a set-up broke off is not fetched again. The libraries
 * take their place at the end, all at once.
 */
final class GpuInstaller {

    private static final String DONE = "unpacked.json";
    /** What stays free for everything else. */
    private static final long SPARE = 512L << 20;
    private static final int MEGA = 1_000_000;

    private final GpuPackages packages;
    private final GpuFolder folder;
    private final DownloadSettings settings;

    GpuInstaller(final GpuPackages packages, final GpuFolder folder, final DownloadSettings settings) {
        this.packages = packages;
        this.folder = folder;
        this.settings = settings;
    }

    /** Fetches what is missing from its makers, and installs all. Parameters and errors as {@link #importFrom}. */
    Installed download(final Progress progress) throws IOException {
        final Path unpacking = unpacking();
        final Map<String, Library> done = done(unpacking, progress);
        checkSpace(missing(done), true);
        final Downloader downloader = new Downloader(settings);
        long before = packages.bytes() - missing(done).stream().mapToLong(GpuPackages.Part::bytes).sum();
        for (final GpuPackages.Part part : missing(done)) {
            final Progress own = new PartProgress(progress, packages.parts().indexOf(part), packages.parts().size(),
                    before / (double) packages.bytes(), part.bytes() / (double) packages.bytes());
            final Path archive = downloader.fetch(List.of(new RemoteFile(part.address(), part.archive().name(),
                    part.bytes(), part.sha256())), folder.downloads(), own).get(0);
            own.step(0, 1, part.name() + ": unpacking");
            unpack(archive, part, unpacking, own);
            keep(part, unpacking, done, own);
            Files.delete(archive);
            before += part.bytes();
        }
        return finish(done, Set.of());
    }

    /**
     * Takes everything from a folder or an archive of the user's, and installs it.
     *
     * @throws InpaintException   if something is missing, damaged or does not fit; nothing is installed then
     * @throws CancelledException once the user has asked to stop
     */
    Installed importFrom(final Path from, final Progress progress) throws IOException {
        final Path unpacking = unpacking();
        final Map<String, Library> done = new HashMap<>();
        final Set<String> byName = new TreeSet<>();
        final List<GpuImport.Found> found = new GpuImport(from).find(packages.parts(), progress);
        checkSpace(packages.parts(), false);
        for (int i = 0; i < found.size(); i++) {
            final GpuPackages.Part part = packages.parts().get(i);
            final GpuImport.Found source = found.get(i);
            progress.step(i, found.size(), part.name());
            progress.share(i / (double) found.size());
            if (source.archive().isPresent())
                unpack(source.archive().get(), part, unpacking, progress);
            for (final Map.Entry<String, Path> each : source.loose().entrySet())
                try (InputStream in = Files.newInputStream(each.getValue());
                    OutputStream out = PrivateFolder.write(unpacking.resolve(each.getKey()))) {
                    in.transferTo(out);
                    progress.check();
                }
            if (!source.known())
                byName.addAll(part.files());
            keep(part, unpacking, done, progress);
        }
        return finish(done, byName);
    }

    private Path unpacking() {
        final PrivateFolder unpacking = folder.unpacking();
        return unpacking.path().orElseThrow(() -> new InpaintException(unpacking.refusal()));
    }

    private List<GpuPackages.Part> missing(final Map<String, Library> done) {
        return packages.parts().stream().filter(part -> !done.keySet().containsAll(part.files())).toList();
    }

    /** What an earlier set-up has unpacked, by name: only what is still the same. */
    private static Map<String, Library> done(final Path unpacking, final Progress progress) throws IOException {
        final Map<String, Library> done = new HashMap<>();
        for (final Library each : GpuFolder.read(unpacking.resolve(DONE)).map(Installed::files).orElse(List.of())) {
            final Path file = unpacking.resolve(each.name());
            if (file.getParent().equals(unpacking) && PrivateFolder.owns(file) && Files.size(file) == each.bytes()
                    && new Sha256().add(file, progress).hex().equals(each.sha256()))
                done.put(each.name(), each);
        }
        return done;
    }

    private void checkSpace(final List<GpuPackages.Part> missing, final boolean archives) throws IOException {
        final long needed = SPARE + missing.stream().mapToLong(GpuPackages.Part::unpacked).sum()
                + (archives ? missing.stream().mapToLong(GpuPackages.Part::bytes).max().orElse(0) : 0);
        final long left = settings.space().left(folder.make());
        if (left < needed)
            throw new InpaintException("The libraries of the card need " + (needed / MEGA + 1) + " MB on the disk of '"
                    + folder.make() + "', with what must stay free, but " + left / MEGA
                    + " MB are left: free some, or name another cache folder in XDG_CACHE_HOME (LOCALAPPDATA on "
                    + "Windows).");
    }

    private void unpack(final Path archive, final GpuPackages.Part part, final Path unpacking,
            final Progress progress) {
        final Set<String> lacking = new TreeSet<>(part.files());
        lacking.removeAll(new LibraryArchive(archive, part.files(), unpacking, progress).unpack());
        if (!lacking.isEmpty())
            throw new InpaintException("'" + archive + "' lacks " + String.join(", ", lacking)
                    + ": it is another archive than the one of " + part.name() + ".");
    }

    /** Remembers the libraries of a part with their digests. */
    private void keep(final GpuPackages.Part part, final Path unpacking, final Map<String, Library> done,
            final Progress progress) throws IOException {
        for (final String name : part.files()) {
            final Path file = unpacking.resolve(name);
            done.put(name, new Library(name, Files.size(file), new Sha256().add(file, progress).hex()));
        }
        GpuFolder.write(unpacking.resolve(DONE), new Installed(packages.version(), List.copyOf(done.values()),
                List.of()));
    }

    private Installed finish(final Map<String, Library> done, final Set<String> byName) throws IOException {
        final Path unpacking = unpacking();
        final Path jni = unpacking.resolve(packages.jniName());
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(packages.jniResource())) {
            if (in == null || !GpuFolder.jni(packages).equals(packages.jni()))
                throw new InpaintException("The libraries of the card are for ONNX Runtime " + packages.version()
                        + ", but another version or build of it is loaded here: keep only the onnxruntime jar that "
                        + "InpaintJ brings.");
            try (OutputStream out = PrivateFolder.write(jni)) {
                in.transferTo(out);
            }
        }
        final List<Library> files = new ArrayList<>(done.values());
        files.add(new Library(packages.jniName(), Files.size(jni), packages.jni()));
        files.sort(Comparator.comparing(Library::name));
        clear(unpacking, files);
        final Installed installed = new Installed(packages.version(), files, List.copyOf(byName));
        folder.install(installed);
        GpuFolder.delete(folder.downloads());
        return installed;
    }

    /** Deletes what does not belong to it, such as what another version has left. */
    private static void clear(final Path unpacking, final List<Library> files) throws IOException {
        final Set<String> names = new HashSet<>(Set.of("licences"));
        files.forEach(each -> names.add(each.name()));
        try (Stream<Path> all = Files.list(unpacking)) {
            for (final Path each : all.toList())
                if (!names.contains(each.getFileName().toString()))
                    GpuFolder.delete(each);
        }
    }

    /** How far all is, from how far a part is. */
    private record PartProgress(Progress all, int part, int parts, double from, double share) implements Progress {

        @Override
        public void step(final int done, final int total, final String what) {
            all.step(part, parts, what);
        }

        @Override
        public void share(final double done) {
            all.share(from + share * done);
        }

        @Override
        public boolean cancelled() {
            return all.cancelled();
        }

        @Override
        public void note(final String sentence) {
            all.note(sentence);
        }
    }
}
