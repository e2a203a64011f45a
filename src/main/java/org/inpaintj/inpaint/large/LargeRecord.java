package org.inpaintj.inpaint.large;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import com.google.gson.stream.JsonWriter;

import org.inpaintj.core.PartFile;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.RecordJson;

/**
 * The file of records beside a large image: a JSON object with the image's size and a list {@code regions}, which has
 * the {@link Provenance} of each region in a line. The digests in it are of the samples that were read and written; a
 * digest of the whole image would take as long as all the rest.
 */
public final class LargeRecord implements AutoCloseable {

    /** What comes behind the name of the image. */
    public static final String ENDING = ".inpaintj.json";

    private final PartFile part;
    private final Writer out;
    private boolean any;

    /** Where the records of an image lie. */
    public static Path of(final Path image) {
        return image.resolveSibling(image.getFileName() + ENDING);
    }

    /** @param file the one of {@link #of} */
    public LargeRecord(final Path file, final BlockLayout layout) throws IOException {
        part = new PartFile(file, ".json");
        out = Files.newBufferedWriter(part.path(), StandardCharsets.UTF_8);
        out.write("{\n  \"content\": ");
        final JsonWriter json = new JsonWriter(out);
        json.value(Provenance.GENERATED);
        json.flush();
        out.write(",\n  \"width\": " + layout.width() + ",\n  \"height\": " + layout.height() + ",\n  \"regions\": [");
    }

    /** Adds one region. */
    public void add(final Provenance region) throws IOException {
        add(RecordJson.line(region));
    }

    /** The same as one JSON object in a line. */
    public void add(final String region) throws IOException {
        out.write((any ? ",\n    " : "\n    ") + region);
        any = true;
    }

    /** Puts the file in its place, as a whole. */
    public void commit(final Consumer<String> notes) throws IOException {
        out.write("\n  ]\n}\n");
        out.close();
        part.commit(notes);
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            part.close();
        }
    }
}
