package org.inpaintj.model.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Sha256;
import org.inpaintj.onnx.file.OnnxModelInfo;

/**
 * SHA-256 of model files: a second or two for each gigabyte, then remembered for as long as size and time of the file
 * stay. Thread-safe.
 */
public final class FileDigest {

    private static final Map<FileStamp, String> KNOWN = new ConcurrentHashMap<>();

    private FileDigest() {}

    /**
     * Of one file, in hexadecimal.
     *
     * @throws InpaintException if it cannot be read
     */
    public static String of(final Path file) {
        try {
            final Path real = file.toRealPath();
            final FileStamp stamp = FileStamp.of(real);
            final String known = KNOWN.get(stamp);
            if (known != null)
                return known;
            final String made = new Sha256().add(real).hex();
            KNOWN.put(stamp, made);
            return made;
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
        }
    }

    /** Of a network: of its file if it is alone, else of the digests of the file and those that hold its weights. */
    public static String of(final OnnxModelInfo network) {
        final List<Path> parts = network.externalFiles();
        if (parts.isEmpty())
            return of(network.file());
        final Sha256 sha = new Sha256().addHex(of(network.file()));
        parts.stream().sorted().forEach(part -> sha.addHex(of(part)));
        return sha.hex();
    }
}
