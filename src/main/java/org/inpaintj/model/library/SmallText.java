package org.inpaintj.model.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/** Reads the small texts beside models, which come from anywhere. */
final class SmallText {

    private static final int MOST = 1 << 20;

    private SmallText() {}

    /**
     * The text of a file; what is no UTF-8 in it becomes U+FFFD.
     *
     * @throws InpaintException if it cannot be read or has more than 1 MB
     */
    static String read(final Path file) {
        try {
            if (Files.size(file) > MOST)
                throw new InpaintException("'" + file + "' has more than 1 MB, too much for a text of its kind.");
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new InpaintException("'" + file + "' cannot be read (" + e.getMessage()
                    + "); check its permissions.", e);
        }
    }

    /** The same as a JSON object. */
    static JsonConfig json(final Path file) {
        return JsonConfig.parse(file.toString(), read(file), "", "correct it");
    }
}
