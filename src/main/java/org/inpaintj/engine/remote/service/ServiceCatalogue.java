package org.inpaintj.engine.remote.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.engine.remote.Answer;
import org.inpaintj.params.NearMatches;

/** The services that this program describes, and those of files. */
final class ServiceCatalogue {

    /** In the order of docs/servers.md. */
    static final List<String> NAMES = List.of("stability", "stability-erase", "stability-v1", "replicate", "bfl-fill",
            "fal-fill", "openai", "relay");

    private static final int MOST_BYTES = 1 << 18;

    private ServiceCatalogue() {}

    /**
     * @param named one of the names, or the path of a file
     * @throws InpaintException if it is neither, or the file is not right
     */
    static ServiceDescription of(final String named) {
        final String name = named.strip();
        if (name.isEmpty())
            throw new InpaintException("The engine 'service' needs to know which: give service as one of "
                    + String.join(", ", NAMES) + ", or a .json file that describes one.");
        return NAMES.contains(name) ? shipped(name) : file(name);
    }

    private static ServiceDescription shipped(final String name) {
        try (InputStream in = ServiceCatalogue.class.getResourceAsStream(name + ".json")) {
            return ServiceDescription.of(JsonConfig.parse("The description of the service '" + name + "'",
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), "", "install InpaintJ again"), true);
        } catch (final IOException e) {
            throw new UncheckedIOException("the jar cannot be read", e);
        }
    }

    private static ServiceDescription file(final String name) {
        final String near = NearMatches.of(name, NAMES);
        final InpaintException unknown = new InpaintException("There is no service and no file '" + Answer.cut(name)
                + "': " + (near.isEmpty() ? "give one of " + String.join(", ", NAMES) + ", or a .json file." : near));
        try {
            final Path path = Path.of(name);
            if (!Files.isRegularFile(path))
                throw unknown;
            if (Files.size(path) > MOST_BYTES)
                throw new InpaintException("The file '" + name + "' is too large for the description of a service: "
                        + "give another one.");
            return ServiceDescription.of(JsonConfig.parse("The service file '" + name + "'", Files.readString(path), "",
                    "correct it"), false);
        } catch (final InvalidPathException e) {
            throw unknown;
        } catch (final IOException e) {
            throw new InpaintException("The service file '" + name + "' cannot be read: check that it is a text in "
                    + "UTF-8 and its permissions.", e);
        }
    }
}
