package org.inpaintj.onnx.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** This class tells the files that stand where a model should be after a download went wrong. */
final class FileKind {

    private static final int HEAD = 256;

    private FileKind() {}

    /** What is wrong with a file that should hold weights or a network, to follow its name; empty if nothing is. */
    static Optional<String> complaint(final Path file) {
        try {
            if (Files.isDirectory(file))
                return Optional.of("is a folder; give the .onnx file in it.");
            if (!Files.exists(file))
                return Optional.of("does not exist; check the path, or download it.");
            if (Files.size(file) == 0)
                return Optional.of("is empty; download it again.");
            final byte[] head;
            try (InputStream in = Files.newInputStream(file)) {
                head = in.readNBytes(HEAD);
            }
            return complaint(new String(head, StandardCharsets.ISO_8859_1));
        } catch (final IOException e) {
            return Optional.of("cannot be read (" + e.getMessage() + "); check its permissions.");
        }
    }

    private static Optional<String> complaint(final String head) {
        final String text = head.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs"))
            return Optional.of("is only a Git LFS pointer to the model; run 'git lfs pull' in its folder or download"
                    + " the file itself.");
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml"))
            return Optional.of("is a web page, not a model; the download needs a sign-in or another address.");
        if (text.startsWith("{\"error") || text.startsWith("access to model") || text.startsWith("entry not found")
                || text.startsWith("invalid username or password"))
            return Optional.of("is an error message of a server, not a model; download it again.");
        if (text.startsWith("pk\u0003\u0004"))
            return Optional.of("is a ZIP archive or a PyTorch checkpoint; unpack it, or export the model to ONNX.");
        return Optional.empty();
    }
}
