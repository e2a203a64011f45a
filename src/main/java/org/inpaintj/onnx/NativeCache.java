package org.inpaintj.onnx;

import java.io.IOException;
import java.io.InputStream;
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

/**
 * Keeps the native library of ONNX Runtime unpacked between runs. ONNX Runtime unpacks it from its jar at each start of
 * Java, 28 MB and a quarter of a second; here that happens once a version. A kept file is used only if its size and
 * checksum are those that the jar states for it. Whenever anything is unusual there is no folder, and ONNX Runtime
 * unpacks as ever.
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
        final Optional<Path> kept = given.isPresent() ? Optional.empty()
                : folder(Platform.cache(), NativeCache.class.getClassLoader());
        if (given.isEmpty() && kept.isEmpty())
            return OrtEnvironment.getEnvironment();
        // set for the loading alone: another plugin's ONNX Runtime may be of another version
        System.setProperty(NativeFolder.PROPERTY, given.isPresent() ? given.get().path() : kept.get().toString());
        try {
            return OrtEnvironment.getEnvironment();
        } finally {
            System.clearProperty(NativeFolder.PROPERTY);
        }
    }

    /**
     * The folder that holds the libraries, filled if need be.
     *
     * @param root   where to keep them
     * @param loader finds the jar of ONNX Runtime
     * @return empty if they cannot be kept: not in a jar, no rights, disk full; or must not be, because the jar also
     *         brings libraries for graphics cards, which have to lie beside them
     */
    static Optional<Path> folder(final Path root, final ClassLoader loader) {
        final String resources = "ai/onnxruntime/native/" + Platform.os() + '-' + Platform.architecture() + '/';
        try {
            Path folder = null;
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
                if (folder == null)
                    folder = Files.createDirectories(root.resolve("onnxruntime-" + Long.toHexString(entry.getCrc())));
                keep(folder.resolve(name), entry, jar);
            }
            return Optional.ofNullable(folder);
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
            try (InputStream in = jar.getInputStream()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        if (!whole(file, entry))
            throw new IOException("not written as it should be: " + file);
    }

    private static boolean whole(final Path file, final JarEntry entry) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != entry.getSize())
            return false;
        final CRC32 crc = new CRC32();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            crc.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, entry.getSize()));
        }
        return crc.getValue() == entry.getCrc();
    }
}
