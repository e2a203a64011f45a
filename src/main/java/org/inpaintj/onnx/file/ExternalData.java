package org.inpaintj.onnx.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * This class checks the files beside a model that hold its weights (external data), as ONNX Runtime will want them.
 */
final class ExternalData {

    private ExternalData() {}

    /** What is wrong, one sentence a file. */
    static List<String> problems(final Path model, final Collection<Initializer> initializers) {
        final Map<String, Long> needed = new TreeMap<>();
        for (final Initializer w : initializers)
            w.file().ifPresent(part -> {
                final long length = part.length() == -1 ? Math.max(0, w.bytes()) : part.length();
                // A sum that overflows becomes negative and is reported like a negative offset.
                final boolean possible = part.offset() >= 0 && length >= 0;
                needed.merge(part.location(), possible ? part.offset() + length : -1, ExternalData::worse);
            });
        final List<String> problems = new ArrayList<>();
        needed.forEach((location, bytes) -> problem(model, location, bytes).ifPresent(problems::add));
        return problems;
    }

    private static long worse(final long a, final long b) {
        return a < 0 || b < 0 ? -1 : Math.max(a, b);
    }

    private static Optional<String> problem(final Path model, final String location, final long bytes) {
        final Path folder = model.toAbsolutePath().normalize().getParent();
        final Path file;
        try {
            file = folder.resolve(location).normalize();
        } catch (final InvalidPathException e) {
            return Optional.of(model + " names the impossible file '" + location + "' for its weights; do not use it.");
        }
        if (location.isEmpty() || Path.of(location).isAbsolute() || !file.startsWith(folder))
            return Optional.of(model + " wants to read its weights from '" + location
                    + "', outside its own folder; do not use it.");
        if (bytes < 0)
            return Optional.of(model + " is damaged: it looks for weights at an impossible place in " + location
                    + "; download or export it again.");
        if (!Files.exists(file))
            return Optional.of(file + " is missing: it holds the weights of " + model.getFileName()
                    + "; download it into the same folder.");
        try {
            final Path real = file.toRealPath();
            // A download cache keeps both files as links into one folder of blobs.
            if (!real.startsWith(folder.toRealPath()) && !real.startsWith(model.toRealPath().getParent()))
                return Optional.of(model + " wants to read its weights through a link that leaves its folder (" + real
                        + "); copy the file beside the model.");
            final long size = Files.size(file);
            if (size < bytes)
                return Optional.of(FileKind.complaint(file).map(complaint -> file + " " + complaint)
                        .orElse(file + " is incomplete: it has " + size + " of at least " + bytes
                                + " bytes; download it again."));
            return Optional.empty();
        } catch (final IOException e) {
            return Optional.of(file + " cannot be read (" + e.getMessage() + "); check its permissions.");
        }
    }
}
