package org.inpaintj.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A SHA-256 digest in the making (FIPS 180-4): takes bytes piece by piece and ends as hexadecimal text. Not
 * thread-safe.
 */
public final class Sha256 {

    private static final int BUFFER = 1 << 20;

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds all bytes. */
    public Sha256 add(final byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds what remains in a buffer, which is at its limit afterwards. */
    public Sha256 add(final ByteBuffer bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds the characters of a text, all of them ASCII. */
    public Sha256 addAscii(final String text) {
        return add(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds the bytes that hexadecimal digits stand for, such as another digest. */
    public Sha256 addHex(final String digits) {
        return add(HexFormat.of().parseHex(digits));
    }

    /**
     * Adds a file from its first byte to its last.
     *
     * @throws IOException if it cannot be read
     */
    public Sha256 add(final Path file) throws IOException {
        return add(file, Progress.NONE);
    }

    /**
     * The same of a file that is large enough for a user to want to stop.
     *
     * @throws CancelledException when {@code progress} says so
     */
    public Sha256 add(final Path file, final Progress progress) throws IOException {
        final byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                progress.check();
                digest.update(buffer, 0, n);
            }
        }
        return this;
    }

    /**
     * Adds a file; of a folder the names of all files below it, with slashes, and their digests, sorted by name.
     *
     * @throws IOException if one cannot be read
     */
    public Sha256 addAll(final Path path) throws IOException {
        if (!Files.isDirectory(path))
            return add(path);
        final SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(path)) {
            for (final Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator)
                files.put(path.relativize(file).toString().replace('\\', '/'), file);
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
        for (final Map.Entry<String, Path> file : files.entrySet())
            add((file.getKey() + "\n" + new Sha256().add(file.getValue()).hex() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The digest of all that was added, as 64 hexadecimal digits; nothing is to be added any more. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
