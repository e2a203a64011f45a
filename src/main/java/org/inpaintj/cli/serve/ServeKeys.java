package org.inpaintj.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.serve.http.Credentials;

/** Says where the keys of clients are read: the command line, a file, or the environment, whichever comes first. */
final class ServeKeys {

    private static final int LONGEST = 10_000;

    private ServeKeys() {}

    /**
     * @param typed USER:PASSWORD; empty for none
     * @param file  path of a file with that, or with a key alone; empty for none
     * @throws InpaintException if the file has none, or it is no such text
     */
    static Credentials of(final String typed, final String file, final Map<String, String> environment) {
        if (!typed.isEmpty())
            return Credentials.of(typed, "");
        if (file.isEmpty())
            return Credentials.of(environment.getOrDefault("INPAINTJ_API_AUTH", ""),
                    environment.getOrDefault("INPAINTJ_API_KEY", ""));
        final String first = firstLine(Path.of(file));
        return first.contains(":") ? Credentials.of(first, "") : Credentials.of("", first);
    }

    private static String firstLine(final Path file) {
        try {
            final String text = Files.size(file) > LONGEST ? "" : Files.readString(file).strip();
            if (text.isEmpty())
                throw new InpaintException("The file '" + file + "' holds no key: write USER:PASSWORD or a key into "
                        + "its first line.");
            return text.lines().findFirst().orElseThrow();
        } catch (final IOException e) {
            throw new InpaintException("The key cannot be read from '" + file + "' (" + e.getMessage()
                    + "): name a text file.", e);
        }
    }
}
