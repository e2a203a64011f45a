package org.inpaintj.cli.file;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.stream.JsonWriter;

import org.inpaintj.core.PartFile;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.segment.MaskUnion;
import org.inpaintj.segment.text.Detection;

/**
 * This class writes all that a segmentation found: {@code mask0.png}, {@code mask1.png}... and {@code scores.json}.
 */
public final class CandidateFiles {

    private final Path folder;

    /** @param folder one that exists, see {@link org.inpaintj.cli.Outputs#stages} */
    public CandidateFiles(final Path folder) {
        this.folder = folder;
    }

    /** @param unions best first; their masks become images of the given size, their scores the list {@code iou} */
    public void write(final List<MaskUnion> unions, final int width, final int height) {
        write(unions, unions, List.of(), width, height);
    }

    /**
     * The same for what was found by words.
     *
     * @param rated      the levels whose scores are predicted qualities; none if they are those of the detector
     * @param detections become the list {@code detections} of objects with {@code phrase}, {@code score} and
     *                   {@code box}: x, y, width and height, px
     */
    public void write(final List<MaskUnion> unions, final List<MaskUnion> rated, final List<Detection> detections,
            final int width,
            final int height) {
        for (int k = 0; k < unions.size(); k++)
            SelectionFiles.save(unions.get(k).mask(), width, height, folder.resolve("mask" + k + ".png"), note -> {});
        final StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginObject();
            if (!rated.isEmpty()) {
                json.name("iou").beginArray();
                for (final MaskUnion union : rated)
                    json.value(union.score());
                json.endArray();
            }
            if (!detections.isEmpty()) {
                json.name("detections").beginArray();
                for (final Detection d : detections)
                    json.beginObject().name("phrase").value(d.phrase()).name("score").value(d.score()).name("box")
                            .beginArray()
                            .value(d.bounds().left()).value(d.bounds().top()).value(d.bounds().width())
                            .value(d.bounds().height()).endArray().endObject();
                json.endArray();
            }
            json.endObject();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final Path file = folder.resolve("scores.json");
        try (PartFile part = new PartFile(file, ".json")) {
            Files.writeString(part.path(), text + "\n");
            part.commit(note -> {});
        } catch (final IOException e) {
            throw ImageFiles.unwritten(file, e);
        }
    }
}
