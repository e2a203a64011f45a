package org.inpaintj.batch;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

import com.google.gson.JsonParser;
import com.google.gson.internal.Streams;
import com.google.gson.stream.JsonWriter;

import org.inpaintj.core.Csv;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PartFile;
import org.inpaintj.inpaint.Versions;

/**
 * The reports of a batch: {@value #CSV} with a row an image, for spreadsheets, and {@value #JSON} with all that is
 * known, for programs. Each is written as a whole.
 */
public final class BatchReport {

    /** The table. */
    public static final String CSV = "batch-report.csv";
    /** The object: {@code batch} (1), {@code software}, {@code done}, {@code failed}, {@code items}. */
    public static final String JSON = "batch-report.json";

    private static final List<String> COLUMNS = List.of("item", "out", "state", "engine", "seed", "model", "seconds",
            "attempts", "keys", "image_sha256", "out_sha256", "notes", "failure");

    private BatchReport() {}

    /**
     * Writes both, over those of an earlier run.
     *
     * @param entries in the order of the manifest
     * @param host    what InpaintJ runs in, to its version; may be empty
     * @throws InpaintException if they cannot be written
     */
    public static void write(final Path folder, final List<BatchEntry> entries, final Map<String, String> host) {
        write(folder.resolve(CSV), table(entries));
        write(folder.resolve(JSON), object(entries, host));
    }

    private static void write(final Path file, final String text) {
        try (PartFile part = new PartFile(file, ".txt")) {
            Files.writeString(part.path(), text);
            part.commit(note -> {});
        } catch (final IOException e) {
            throw new InpaintException("'" + file + "' cannot be written (" + e.getMessage()
                    + "); the results themselves are there.", e);
        }
    }

    private static String table(final List<BatchEntry> entries) {
        final StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add(Csv.line(COLUMNS));
        for (final BatchEntry e : entries) {
            final StringJoiner keys = new StringJoiner(" ");
            e.request().forEach((key, value) -> keys.add(key + "=" + (value.matches("\\S+") ? value
                    : "[" + value + "]")));
            lines.add(Csv.line(List.of(e.item(), e.out(), e.state(), e.engine(), e.seed() < 0 ? ""
                    : Long.toString(e.seed()), e.facts().getOrDefault("model", ""),
                    String.format(Locale.ROOT, "%.3f", e.seconds()),
                    Integer.toString(e.attempts()), keys.toString(), e.inputs().getOrDefault(BatchManifest.IMAGE, ""),
                    e.outSha256(), String.join(" ", e.notes()), e.failure())));
        }
        return lines.toString();
    }

    private static String object(final List<BatchEntry> entries, final Map<String, String> host) {
        final StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginObject().name("batch").value(1).name("software").beginObject();
            for (final Map.Entry<String, String> version : Versions.software(host).entrySet())
                json.name(version.getKey()).value(version.getValue());
            json.endObject();
            json.name("done").value(entries.stream().filter(BatchEntry::isDone).count());
            json.name("failed").value(entries.stream().filter(e -> e.state().equals(BatchEntry.FAILED)).count());
            json.name("items").beginArray();
            for (final BatchEntry entry : entries)
                Streams.write(JsonParser.parseString(entry.json()), json);
            json.endArray().endObject();
        } catch (final IOException e) {
            throw new IllegalStateException("a text takes all that is written", e);
        }
        return text + "\n";
    }
}
