package org.inpaintj.imagej.roi;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

import org.inpaintj.core.FileStamp;
import org.inpaintj.engine.Request;
import org.inpaintj.params.Key;

/** Tells one state of the models of a request from another without reading them: they are too large for a digest. */
public final class ModelStamps {

    private ModelStamps() {}

    /**
     * A line for each key that names a file or folder of a model, with its size and time.
     *
     * @param request with models by their paths
     */
    public static String of(final Request request) {
        final StringBuilder all = new StringBuilder();
        for (final String key : request.keys().keys())
            if (Set.of(Key.Path.FOLDER, Key.Path.EITHER).contains(request.keys().describe(key).path()))
                all.append(stamp(key, request.text(key)));
        return all.toString();
    }

    private static String stamp(final String key, final String value) {
        try {
            final Path path = Path.of(value.strip());
            if (value.isBlank() || !Files.exists(path))
                return "";
            final FileStamp stamp = FileStamp.of(path);
            return key + " of " + stamp.size() + " bytes, " + stamp.time() + "\n";
        } catch (final InvalidPathException e) {
            // no file, so a name
            return "";
        }
    }
}
