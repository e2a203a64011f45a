package org.inpaintj.onnx.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.GsonBuilder;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.PrivateFolder;
import org.inpaintj.core.Sha256;

/**
 * The folder {@code gpu} in InpaintJ's cache: {@code libraries} with all that was set up and the list
 * {@code installed.json}, {@code unpacking} and {@code downloads} of a set-up that is not finished, what was found out
 * about cards, and that licences were accepted.
 */
final class GpuFolder {

    private static final String NAME = "gpu", LIBRARIES = "libraries", LIST = "installed.json";
    private static final String ACCEPTED = "licences.json";
    private static final int MOST_FILES = 200;

    private final PrivateFolder cache;

    /** @param cache in which it lies; it need not be there */
    GpuFolder(final PrivateFolder cache) {
        this.cache = cache;
    }

    /**
     * A library that was set up.
     *
     * @param name   of the file
     * @param bytes  its size
     * @param sha256 its digest when it was set up
     */
    record Library(String name, long bytes, String sha256) {
    }

    /**
     * What was set up.
     *
     * @param version of ONNX Runtime
     * @param files   the libraries
     * @param byName  names of those that were taken by their names, since no digest of them is known
     */
    record Installed(String version, List<Library> files, List<String> byName) {

        Installed {
            files = List.copyOf(files);
            byName = List.copyOf(byName);
        }

        /** Tells one set of libraries from any other. */
        String digest() {
            final Sha256 digest = new Sha256();
            files.stream().sorted(Comparator.comparing(Library::name))
                    .forEach(file -> digest.add((file.name() + '\n' + file.sha256() + '\n')
                            .getBytes(StandardCharsets.UTF_8)));
            return digest.hex();
        }

        long bytes() {
            return files.stream().mapToLong(Library::bytes).sum();
        }
    }

    /** True if something of a set-up is there; makes nothing. */
    boolean exists() {
        // without code made at run time, which would cost the command line's start
        return cache.path().isPresent() && Files.isDirectory(cache.path().get().resolve(NAME).resolve(LIBRARIES));
    }

    /**
     * Where it lies, or would; nothing is made.
     *
     * @throws InpaintException if it cannot, saying why
     */
    Path place() {
        return cache.path().orElseThrow(() -> new InpaintException(cache.refusal())).resolve(NAME);
    }

    /** @throws InpaintException if there can be no such folder, saying why */
    Path make() {
        return root().path().orElseThrow(() -> new InpaintException(root().refusal()));
    }

    private PrivateFolder root() {
        return cache.below(NAME);
    }

    Path libraries() {
        return make().resolve(LIBRARIES);
    }

    /** For libraries of a set-up that is not finished; made if need be. */
    PrivateFolder unpacking() {
        return root().below("unpacking");
    }

    Path downloads() {
        return make().resolve("downloads");
    }

    /** Where {@link ProbeResults} lie. */
    Path results() {
        return make().resolve("probes.json");
    }

    /** What is set up; empty if nothing is, or its list cannot be read. */
    Optional<Installed> installed() {
        return exists() ? read(libraries().resolve(LIST)) : Optional.empty();
    }

    /** A list of libraries; empty if there is none, it is not the user's own, or it cannot be read. */
    static Optional<Installed> read(final Path list) {
        try {
            if (!PrivateFolder.owns(list))
                return Optional.empty();
            final JsonConfig values = JsonConfig.read(list);
            final List<JsonConfig> files = values.children("files");
            return files.size() > MOST_FILES ? Optional.empty() : Optional.of(new Installed(values.text("version", ""),
                    files.stream().map(each -> new Library(each.text("name", ""), (long) each.number("bytes", -1),
                            each.text("sha256", ""))).toList(), values.texts("by_name")));
        } catch (final IOException | InpaintException e) {
            return Optional.empty();
        }
    }

    /** Why the libraries cannot be used as they lie there, for a sentence; empty if they can. */
    String flaw(final Installed installed, final GpuPackages packages) {
        if (!installed.version().equals(packages.version()) || !jni(packages).equals(packages.jni()))
            return "they fit ONNX Runtime " + installed.version() + " as this version of InpaintJ brings it, but "
                    + "another one is loaded here";
        if (PrivateFolder.of(libraries()).path().isEmpty())
            return "others may write into their folder";
        for (final Library file : installed.files())
            try {
                final Path path = libraries().resolve(file.name());
                if (!path.getParent().equals(libraries()) || !PrivateFolder.owns(path)
                        || Files.size(path) != file.bytes())
                    return "'" + file.name() + "' is not as it was when it was set up";
            } catch (final IOException e) {
                return "'" + file.name() + "' cannot be read";
            }
        return "";
    }

    /** SHA-256 of the library for Java in the jar of ONNX Runtime that is used here; empty if there is none. */
    static String jni(final GpuPackages packages) {
        try (InputStream in = GpuFolder.class.getClassLoader().getResourceAsStream(packages.jniResource())) {
            return in == null ? "" : new Sha256().add(in.readAllBytes()).hex();
        } catch (final IOException e) {
            return "";
        }
    }

    /**
     * Puts the libraries that were unpacked in place of those that are there.
     *
     * @throws InpaintException if that fails; then those before it stay, or none are there
     */
    void install(final Installed installed) {
        final Path from = unpacking().path().orElseThrow();
        try {
            write(from.resolve(LIST), installed);
            delete(libraries());
            try {
                Files.move(from, libraries(), StandardCopyOption.ATOMIC_MOVE);
            } catch (final AtomicMoveNotSupportedException e) {
                Files.move(from, libraries());
            }
        } catch (final IOException e) {
            throw new InpaintException("The libraries cannot be put into '" + libraries() + "' (" + e.getMessage()
                    + "): close all programs that use the card through InpaintJ, and try again.", e);
        }
    }

    /** Writes a list of libraries. */
    static void write(final Path file, final Installed installed) throws IOException {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", installed.version());
        values.put("files", installed.files().stream().map(each -> Map.of("name", each.name(), "bytes", each.bytes(),
                "sha256", each.sha256())).toList());
        values.put("by_name", installed.byName());
        write(file, values);
    }

    /** Writes a JSON file whole or not at all. */
    static void write(final Path file, final Map<String, ?> values) throws IOException {
        final Path part = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try (OutputStream out = PrivateFolder.write(part)) {
            out.write(new GsonBuilder().setPrettyPrinting().create().toJson(values).getBytes(StandardCharsets.UTF_8));
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** True once the licences, by their names, were accepted. */
    boolean accepted(final GpuPackages packages) {
        final Path file = place().resolve(ACCEPTED);
        try {
            return Files.isRegularFile(file)
                    && JsonConfig.read(file).texts("accepted").containsAll(packages.licences().keySet());
        } catch (final InpaintException e) {
            return false;
        }
    }

    void accept(final GpuPackages packages) {
        try {
            write(make().resolve(ACCEPTED), Map.of("accepted", List.copyOf(packages.licences().keySet())));
        } catch (final IOException e) {
            throw new InpaintException("'" + make() + "' cannot be written (" + e.getMessage()
                    + "): check its permissions and free some space.", e);
        }
    }

    /**
     * Deletes all of it.
     *
     * @return the bytes that were freed
     * @throws InpaintException if something cannot be deleted
     */
    long remove() {
        final Optional<Path> folder = cache.path().map(path -> path.resolve(NAME)).filter(Files::isDirectory);
        if (folder.isEmpty())
            return 0;
        try {
            final long bytes = size(folder.get());
            // without its list nothing is used, even if the rest cannot be deleted
            Files.deleteIfExists(folder.get().resolve(LIBRARIES).resolve(LIST));
            delete(folder.get());
            return bytes;
        } catch (final IOException e) {
            throw new InpaintException("'" + folder.get() + "' cannot be deleted (" + e.getMessage() + "): it is not "
                    + "used any more; close all programs that have used the card, and try again.", e);
        }
    }

    private static long size(final Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Deletes a folder; links in it are deleted, not followed. */
    static void delete(final Path folder) throws IOException {
        if (!Files.exists(folder))
            return;
        final List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path each : all)
            Files.delete(each);
    }
}
