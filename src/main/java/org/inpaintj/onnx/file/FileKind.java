package org.inpaintj.onnx.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** This class tells the files that stand where a model should be after a download went wrong. */
public final class FileKind {

    private static final int HEAD = 256;

    private FileKind() {}

    /** What is wrong with a file that should hold weights or a network, to follow its name; empty if nothing is. */
    static Optional<String> complaint(final Path file) {
        if (Files.isDirectory(file))
            return Optional.of("is a folder; give the .onnx file in it.");
        return spoiled(file).or(() -> begins(file, "PK\u0003\u0004") ? Optional.of("is a ZIP archive or a PyTorch"
                + " checkpoint; unpack it, or export the model to ONNX.") : Optional.empty());
    }

    /**
     * What is wrong with a file of any kind that was downloaded, to follow its name: it is missing, empty, a pointer to
     * the file, or a page or message of a server. Empty if nothing of that is.
     */
    public static Optional<String> spoiled(final Path file) {
        try {
            if (!Files.exists(file))
                return Optional.of("does not exist; check the path, or download it.");
            if (Files.size(file) == 0)
                return Optional.of("is empty; download it again.");
            return spoiled(head(file));
        } catch (final IOException e) {
            return Optional.of("cannot be read (" + e.getMessage() + "); check its permissions.");
        }
    }

    private static Optional<String> spoiled(final String head) {
        final String text = head.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs"))
            return Optional.of("is only a Git LFS pointer to the model; run 'git lfs pull' in its folder or download"
                    + " the file itself.");
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml"))
            return Optional.of("is a web page, not a model; the download needs a sign-in or another address.");
        if (text.startsWith("{\"error") || text.startsWith("access to model") || text.startsWith("entry not found")
                || text.startsWith("invalid username or password"))
            return Optional.of("is an error message of a server, not a model; download it again.");
        return Optional.empty();
    }

    private static boolean begins(final Path file, final String text) {
        try {
            return head(file).startsWith(text);
        } catch (final IOException e) {
            return false;
        }
    }

    private static String head(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        }
    }
}
