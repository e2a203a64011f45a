package org.inpaintj.onnx;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;

import ai.onnxruntime.OrtEnvironment;

import org.inpaintj.core.Platform;
import org.inpaintj.core.PrivateFolder;

/**
 * The cache unpacks the native library of ONNX Runtime once a version and keeps it, in Fiji as on the command line.
 * ONNX Runtime itself unpacks it into the folder for temporary files whenever it is first used in a process, 24 MB, and
 * leaves an empty folder there, or on Windows, where nothing that is loaded can be deleted, the library. A kept file is
 * used only if it lies in a {@link PrivateFolder}, which is what keeps strangers' libraries out, and if its size and
 * checksum are those that the jar states for it, which is what finds damage. Where no folder is private the files are
 * unpacked for this process alone; whenever anything else is unusual, ONNX Runtime unpacks them itself.
 */
final class NativeCache {

    private static final String[] LIBRARIES = { "onnxruntime", "onnxruntime4j_jni" };

    private NativeCache() {}

    /**
     * Loads ONNX Runtime if need be, from the kept files unless the user has named others. Only
     * for {@link OnnxRuntime}, which keeps two threads from doing so at once.
     *
     * @return the environment, shared by the whole process; never to be closed
     */
    static OrtEnvironment environment() {
        if (System.getProperty(NativeFolder.PROPERTY) != null)
            return OrtEnvironment.getEnvironment();
        final Optional<NativeFolder> given = NativeFolder.given();
        if (given.isPresent())
            return from(given.get().path());
        final Optional<Path> kept = folder(PrivateFolder.cache());
        return kept.isPresent() ? from(kept.get().toString()) : unkept();
    }

    /** Loads the library from files that live only as long: ONNX Runtime itself would leave an empty folder. */
    private static OrtEnvironment unkept() {
        Path passing = null;
        try {
            passing = Files.createTempDirectory("inpaintj");
            final Optional<Path> files = folder(PrivateFolder.of(passing));
            return files.isPresent() ? from(files.get().toString()) : OrtEnvironment.getEnvironment();
        } catch (final IOException e) {
            // the library's own way says what is wrong with the folder for temporary files
            return OrtEnvironment.getEnvironment();
        } finally {
            if (passing != null)
                delete(passing.toFile());
        }
    }

    private static OrtEnvironment from(final String folder) {
        // set for the loading alone: another plugin's ONNX Runtime may be of another version
        System.setProperty(NativeFolder.PROPERTY, folder);
        try {
            return OrtEnvironment.getEnvironment();
        } finally {
            System.clearProperty(NativeFolder.PROPERTY);
        }
    }

    /** Windows keeps what is loaded until the process has ended, and then Java cannot delete it any more. */
    private static void delete(final File file) {
        final File[] inside = file.listFiles();
        if (inside != null)
            for (final File one : inside)
                delete(one);
        file.delete();
    }

    private static Optional<Path> folder(final PrivateFolder root) {
        return folder(root, NativeCache.class.getClassLoader());
    }

    /**
     * The folder that holds the libraries, filled if need be.
     *
     * @param root   where to keep them
     * @param loader finds the jar of ONNX Runtime
     * @return empty if they cannot be kept: no private folder, not in a jar, no rights, disk full; or must not be,
     *         because the jar also brings libraries for graphics cards, which have to lie beside them
     */
    static Optional<Path> folder(final PrivateFolder root, final ClassLoader loader) {
        final String resources = "ai/onnxruntime/native/" + Platform.os() + '-' + Platform.architecture() + '/';
        try {
            Optional<Path> folder = Optional.empty();
            for (final String library : LIBRARIES) {
                final String name = System.mapLibraryName(library);
                final URL url = loader.getResource(resources + name);
                final URLConnection connection = url == null ? null : url.openConnection();
                if (!(connection instanceof JarURLConnection jar))
                    return Optional.empty();
                final JarEntry entry = jar.getJarEntry();
                final String cards = resources + System.mapLibraryName("onnxruntime_providers_cuda");
                if (entry.getSize() <= 0 || entry.getCrc() < 0 || jar.getJarFile().getEntry(cards) != null)
                    return Optional.empty();
                if (folder.isEmpty())
                    folder = root.below("onnxruntime-" + Long.toHexString(entry.getCrc())).path();
                if (folder.isEmpty())
                    return Optional.empty();
                keep(folder.get().resolve(name), entry, jar);
            }
            return folder;
        } catch (final IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** Unpacks a file unless it is there and whole. Several processes may do so at once. */
    private static void keep(final Path file, final JarEntry entry, final JarURLConnection jar) throws IOException {
        if (whole(file, entry))
            return;
        final Path part = Files.createTempFile(file.getParent(), "unpacking", null);
        try {
            // into the file that is there, which nobody else may write; a new one would follow the user's umask
            try (InputStream in = jar.getInputStream(); OutputStream out = Files.newOutputStream(part)) {
                in.transferTo(out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        if (!whole(file, entry))
            throw new IOException("not written as it should be: " + file);
    }

    /** A digest that nobody can forge would take longer than unpacking: 0.3 s of the processor in a short run. */
    private static boolean whole(final Path file, final JarEntry entry) throws IOException {
        if (!PrivateFolder.owns(file) || Files.size(file) != entry.getSize())
            return false;
        final CRC32 crc = new CRC32();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            crc.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, entry.getSize()));
        }
        return crc.getValue() == entry.getCrc();
    }
}
