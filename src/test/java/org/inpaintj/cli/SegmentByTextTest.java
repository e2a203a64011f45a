package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.process.ColorProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.region.SelectionProvenance;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;

/** The sub-command {@code segment} told by words what to find. */
class SegmentByTextTest {

    private static final int WIDTH = 97, HEIGHT = 61;

    @TempDir
    Path folder;
    private Path image;

    @BeforeEach
    void save() {
        final int[] pixels = new int[WIDTH * HEIGHT];
        for (int y = 0, i = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++, i++)
                for (int c = 0; c < 3; c++)
                    pixels[i] = pixels[i] << 8 | (3 * x * x + 5 * y * y + x * y * (c + 1) + 40 * c) / 16 % 256;
        image = folder.resolve("in.png");
        ImageFiles.save(new ImagePlus("in", new ColorProcessor(WIDTH, HEIGHT, pixels)), image);
    }

    private CliRun run(final Object... more) {
        final List<String> arguments = new ArrayList<>(List.of("segment", image.toString(), "--detector",
                ModelFixture.of("dino").folder().toString()));
        for (final Object each : more)
            arguments.add(each.toString());
        return CliRun.of(arguments.toArray(String[]::new));
    }

    /** Scores and boxes against those that PyTorch found in the same image. */
    @Test
    void boxesAreThoseOfTheReference() throws IOException {
        final Path out = folder.resolve("boxes.zip"), stages = folder.resolve("stages");
        final CliRun run = run("--text", "Small cat.", "--nms", "1", "--out", out, "--save-stages", stages);
        assertEquals(0, run.status(), run.err());
        final Map<String, Tensor> golden = ModelFixture.of("dino").tensors();
        final Tensor scores = golden.get("97x61/scores"), corners = golden.get("97x61/found");
        final JsonObject json = JsonParser.parseString(Files.readString(stages.resolve("scores.json")))
                .getAsJsonObject();
        assertFalse(json.has("iou"));
        final JsonArray found = json.getAsJsonArray("detections");
        assertEquals(scores.size(), found.size());
        for (int i = 0; i < scores.size(); i++) {
            final int k = i;
            assertTrue(found.asList().stream().map(JsonElement::getAsJsonObject)
                    .anyMatch(d -> Math.abs(d.get("score").getAsDouble() - scores.get(k)) < 1e-3
                            && near(d.getAsJsonArray("box"), corners, k)), "detection " + i);
        }
        final List<Roi> rois = rois(out);
        assertEquals(found.size(), rois.size());
        for (final Roi roi : rois) {
            assertEquals(Roi.RECTANGLE, roi.getType());
            assertEquals("GroundingDINO", SelectionProvenance.of(roi).get(0).family());
        }
        assertEquals("small cat", SelectionProvenance.of(rois.get(0)).get(0).phrase());
    }

    private static boolean near(final JsonArray box, final Tensor corners, final int index) {
        final double x = box.get(0).getAsDouble(), y = box.get(1).getAsDouble();
        return Math.abs(x - corners.get(4 * index)) < 1e-3 * WIDTH
                && Math.abs(y - corners.get(4 * index + 1)) < 1e-3 * HEIGHT
                && Math.abs(x + box.get(2).getAsDouble() - corners.get(4 * index + 2)) < 1e-3 * WIDTH
                && Math.abs(y + box.get(3).getAsDouble() - corners.get(4 * index + 3)) < 1e-3 * HEIGHT;
    }

    private static List<Roi> rois(final Path zip) throws IOException {
        final List<Roi> rois = new ArrayList<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (final var entry : file.stream().toList())
                rois.add(new RoiDecoder(file.getInputStream(entry).readAllBytes(), entry.getName()).getRoi());
        }
        return rois;
    }

    @Test
    void everyBoxBecomesAMask() throws IOException {
        final Path out = folder.resolve("mask.png"), stages = folder.resolve("stages");
        final CliRun run = run("--text", "small cat.", "--nms", "0.2", "--model", ModelFixture.of("sam").folder(),
                "--out", out,
                "--save-stages", stages);
        assertEquals(0, run.status(), run.err());
        final JsonObject json = JsonParser.parseString(Files.readString(stages.resolve("scores.json")))
                .getAsJsonObject();
        assertTrue(json.getAsJsonArray("detections").size() > 1);
        assertFalse(json.getAsJsonArray("iou").isEmpty());
        final ImagePlus mask = ImageFiles.open(out);
        assertEquals(WIDTH, mask.getWidth());
        assertEquals(HEIGHT, mask.getHeight());
        assertTrue(run.out().contains("small cat: 0."), run.out());
    }

    @Test
    void whatCannotBeDoneIsExplained() {
        final Path out = folder.resolve("x.png");
        assertFails(run("--text", "cat.", "--box_threshold", "1", "--out", out), 1, "Nothing was found that is cat");
        assertFalse(Files.exists(out));
        assertFails(run("--text", " . ", "--out", out), 1, "names nothing to look for");
        assertFails(run("--text", "cat.", "--text_threshold", "2", "--out", out), 2, "from 0 to 1");
        assertFails(run("--text", "cat.", "--box", "1,1,2,2", "--out", out), 2, "exclude each other");
        assertFails(run("--box", "1,1,2,2", "--out", out), 2, "--detector needs --text");
        assertFails(run("--text", "small cat.", "--nms", "1", "--out", folder.resolve("x.roi")), 1,
                "holds one selection");
        assertEquals(0,
                run("--text", "small cat.", "--choose", "1", "--grow", "1", "--out", folder.resolve("x.roi")).status());
        assertFails(CliRun.of("segment", image.toString(), "--text", "cat.", "--out", out.toString()), 2,
                "needs --detector");
        assertFails(CliRun.of("segment", image.toString(), "--text", "cat.", "--detector",
                ModelFixture.of("sam").folder().toString(), "--out", out.toString()), 1,
                "holds no text-prompted detector");
    }

    private static void assertFails(final CliRun run, final int status, final String reason) {
        assertEquals(status, run.status(), run.err());
        assertTrue(run.err().contains(reason), run.err());
    }
}
