package org.inpaintj.model.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;

/**
 * A file on a server.
 *
 * @param address where it is
 * @param name    its place below the folder it goes to: a relative path with '/', no part of which is "..", hidden from
 *                the eye or a device of Windows
 * @param bytes   its size; -1 if that is not known
 * @param sha256  its digest, 64 lower-case hexadecimal digits; empty if that is not known
 */
public record RemoteFile(URI address, String name, long bytes, String sha256) {

    private static final int LONGEST = 400;
    private static final Pattern FORBIDDEN = Pattern.compile("[\\\\:*?\"<>|\\p{C}\\u2028\\u2029]");
    private static final Pattern DEVICE = Pattern.compile(
            "(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)\\s*(\\..*)?");

    /** @throws InpaintException if the name leads out of a folder or is none on some system, or a value is not right */
    public RemoteFile {
        if (!isPlain(name))
            throw new InpaintException("The file name '" + visible(name) + "' is refused, since it could lead out of "
                    + "the folder or is none on some system: download that file by hand.");
        if (bytes < -1)
            throw new InpaintException("The file '" + name + "' cannot have " + bytes + " bytes: correct its size.");
        if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}"))
            throw new InpaintException("The SHA-256 of '" + name + "' is not 64 lower-case hexadecimal digits: "
                    + "correct it.");
        if (address.getScheme() == null || address.getHost() == null)
            throw new InpaintException("The address of '" + name + "' is not complete: give one such as "
                    + "https://example.org/model.onnx.");
    }

    /**
     * Whether a file is the one that is meant, as far as can be told: by its size, and by its digest if that is known.
     * Of a file of which neither is known, being there is all.
     */
    boolean fits(final Path file, final Progress progress) throws IOException {
        return Files.isRegularFile(file) && (bytes < 0 || Files.size(file) == bytes)
                && (sha256.isEmpty() || new Sha256().add(file, progress).hex().equals(sha256));
    }

    /** Whether a text is a relative path that means the same and no harm on every system. */
    public static boolean isPlain(final String name) {
        return !name.isEmpty() && name.length() <= LONGEST && !FORBIDDEN.matcher(name).find()
                && Arrays.stream(name.split("/", -1)).allMatch(RemoteFile::isPlainPart);
    }

    private static boolean isPlainPart(final String part) {
        return !part.isEmpty() && part.length() <= 200 && !part.equals(".") && !part.equals("..")
                && !part.endsWith(".") && !part.endsWith(" ") && !part.startsWith(" ")
                && !DEVICE.matcher(part).matches();
    }

    private static String visible(final String name) {
        final String clean = name.replaceAll("[\\p{C}\\u2028\\u2029]", "?");
        return clean.length() > 80 ? clean.substring(0, 80) + "..." : clean;
    }
}
