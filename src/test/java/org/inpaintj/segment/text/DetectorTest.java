package org.inpaintj.segment.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Progress;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.ModelBytes;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.RgbImage;

/** Against what PyTorch finds with the same tiny networks, see {@code models/tools/export_tiny_dino.py}. */
class DetectorTest {

    private static final double BOX = 0.3, TEXT = 0.25;
    /** Loaded once, by the names of the fixtures. */
    private static final Map<String, Detector> DETECTORS = new HashMap<>();

    @AfterAll
    static void close() {
        DETECTORS.values().forEach(Detector::close);
    }

    private static Detector detector(final String form) {
        return DETECTORS.computeIfAbsent(form, name -> DetectorModel.read(ModelFixture.of(name).folder()).open());
    }

    /** The picture that PyTorch was given. */
    private static RgbImage rgb(final int width, final int height) {
        final byte[] rgb = new byte[3 * width * height];
        for (int y = 0, i = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < 3; c++)
                    rgb[i++] = (byte) ((3 * x * x + 5 * y * y + x * y * (c + 1) + 40 * c) / 16);
        return new RgbImage(width, height, rgb);
    }

    private static RgbImage rgb(final String size) {
        return rgb(Integer.parseInt(size.split("x")[0]), Integer.parseInt(size.split("x")[1]));
    }

    private static List<String> phrases(final JsonObject about) {
        return about.getAsJsonArray("phrases").asList().stream().map(JsonElement::getAsString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "dino", "dino-one", "dino-two", "dino-original" })
    void networksSayWhatPyTorchSays(final String form) {
        final ModelFixture fixture = ModelFixture.of(form);
        final Map<String, Tensor> golden = fixture.tensors();
        final Detector detector = detector(form);
        for (final Map.Entry<String, JsonElement> entry : fixture.cases().entrySet()) {
            final String name = entry.getKey();
            final List<Detector.Pass> passes = detector.run(rgb(name), phrases(entry.getValue().getAsJsonObject()),
                    Progress.NONE);
            assertClose(name + " pixels", golden.get(name + "/pixels"),
                    everyNth(detector.model().image().of(rgb(name)).pixels(), 97), 1e-6);
            for (int k = 0; k < passes.size(); k++) {
                final Detector.Pass pass = passes.get(k);
                final Tensor logits = golden.get(name + "/logits" + k);
                assertArrayEquals(golden.get(name + "/ids" + k).array(), pass.tokens().tokens().array());
                assertClose(name + " boxes", golden.get(name + "/boxes" + k), pass.boxes(), 1e-3);
                assertClose(name + " logits", logits, columns(pass.logits(), (int) logits.size(2)), 1e-3);
            }
            assertEquals(golden.keySet().stream().filter(n -> n.startsWith(name + "/ids")).count(), passes.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "dino", "dino-one", "dino-two", "dino-original" })
    void detectionsAreThoseOfTheLibrary(final String form) {
        final ModelFixture fixture = ModelFixture.of(form);
        for (final Map.Entry<String, JsonElement> entry : fixture.cases().entrySet()) {
            final String name = entry.getKey();
            final JsonObject about = entry.getValue().getAsJsonObject();
            final RgbImage rgb = rgb(name);
            final List<Detection> found = new ArrayList<>(
                    detector(form).detect(rgb, phrases(about), BOX, TEXT, 1, Progress.NONE));
            for (int i = 1; i < found.size(); i++)
                assertTrue(found.get(i - 1).score() >= found.get(i).score());
            final Tensor scores = fixture.tensors().get(name + "/scores");
            assertEquals(scores.size(), found.size(), name);
            for (int i = 0; i < scores.size(); i++) {
                final int expected = i;
                final Detection match = found.stream().filter(d -> Math.abs(d.score() - scores.get(expected)) < 1e-4
                        && near(d.bounds(), fixture.tensors().get(name + "/found"), expected, rgb)).findFirst()
                        .orElseThrow(() -> new AssertionError(name + " lacks detection " + expected));
                assertLabel(about.getAsJsonArray("labels").get(i).getAsString(), match.phrase());
                found.remove(match);
            }
        }
    }

    private static boolean near(final BoundingBox bounds, final Tensor corners, final int index,
            final RgbImage rgb) {
        return Math.abs(bounds.left() - corners.get(4 * index)) < 1e-3 * rgb.width()
                && Math.abs(bounds.top() - corners.get(4 * index + 1)) < 1e-3 * rgb.height()
                && Math.abs(bounds.right() - corners.get(4 * index + 2)) < 1e-3 * rgb.width()
                && Math.abs(bounds.bottom() - corners.get(4 * index + 3)) < 1e-3 * rgb.height();
    }

    /** The library joins all likely words of all phrases; ours is one of the phrases that these are of. */
    private static void assertLabel(final String words, final String phrase) {
        final String said = words.replace("[SEP]", "");
        if (said.isBlank())
            assertEquals("", phrase);
        else if (said.matches("[ .]*"))
            assertFalse(phrase.isEmpty());
        else
            assertTrue(List.of(phrase.split(" ")).stream()
                    .anyMatch(List.of(said.replace(".", "").split(" "))::contains),
                    "'" + phrase + "' for '" + words + "'");
    }

    private static Tensor everyNth(final Tensor tensor, final int n) {
        final Tensor some = Tensor.zeros((tensor.size() + n - 1) / n);
        for (int i = 0; i < some.size(); i++)
            some.buffer().put(i, tensor.get(n * i));
        return some;
    }

    private static Tensor columns(final Tensor logits, final int count) {
        final Tensor some = Tensor.zeros(1, logits.size(1), count);
        for (int i = 0; i < some.size(); i++)
            some.buffer().put(i, logits.get(i / count * (int) logits.size(2) + i % count));
        return some;
    }

    private static void assertClose(final String what, final Tensor expected, final Tensor actual,
            final double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape(), what);
        assertArrayEquals(expected.array(), actual.array(), (float) tolerance, what);
    }

    @Test
    void theGraphTellsHowManyPhrasesItTakes() {
        assertEquals(OptionalInt.empty(), DetectorModel.read(ModelFixture.of("dino").folder()).phrases());
        assertEquals(OptionalInt.of(1), DetectorModel.read(ModelFixture.of("dino-one").folder()).phrases());
        assertEquals(OptionalInt.of(2), DetectorModel.read(ModelFixture.of("dino-two").folder()).phrases());
        assertEquals(OptionalInt.empty(), DetectorModel.read(ModelFixture.of("dino-original").folder()).phrases());
        final List<String> three = List.of("a", "b", "c");
        assertEquals(List.of(three), PhraseCount.passes(three, OptionalInt.empty()));
        assertEquals(List.of(List.of("a"), List.of("b"), List.of("c")), PhraseCount.passes(three, OptionalInt.of(1)));
        assertEquals(List.of(List.of("a", "b"), List.of("c", "c")), PhraseCount.passes(three, OptionalInt.of(2)));
    }

    @Test
    void thresholdsAndOverlapSelect() {
        final RgbImage rgb = rgb(97, 61);
        final List<String> phrases = List.of("small cat");
        final Detector detector = detector("dino");
        final List<Detection> all = detector.detect(rgb, phrases, 0, 0, 1, Progress.NONE);
        final double middle = all.get(all.size() / 2).score();
        assertEquals(all.stream().filter(d -> d.score() > middle).toList(),
                detector.detect(rgb, phrases, middle, 0, 1, Progress.NONE));
        assertTrue(detector.detect(rgb, phrases, 1, 0, 1, Progress.NONE).isEmpty());
        assertTrue(detector.detect(rgb, phrases, 0, 1, 1, Progress.NONE).stream()
                .allMatch(d -> d.phrase().isEmpty()));
        final List<Detection> apart = detector.detect(rgb, phrases, 0, 0, 0, Progress.NONE);
        assertTrue(apart.size() < all.size() && apart.get(0).equals(all.get(0)));
    }

    @Test
    void onePassAPhraseIsReportedAndCancelled() {
        final List<String> steps = new ArrayList<>();
        try (Detector detector = DetectorModel.read(ModelFixture.of("dino-one").folder()).open()) {
            detector.detect(rgb(20, 20), List.of("cat", "dog"), BOX, TEXT, 1,
                    (done, total, what) -> steps.add(done + "/" + total + " " + what));
            assertEquals(List.of("0/2 Looking for cat", "1/2 Looking for dog", "2/2 Looked at the image"), steps);
            assertThrows(CancelledException.class,
                    () -> detector.detect(rgb(20, 20), List.of("cat", "dog"), BOX, TEXT,
                    1, new Progress() {
                        private boolean stop;

                        @Override
                        public void step(final int done, final int total, final String what) {
                            stop = done == 1;
                        }

                        @Override
                        public boolean cancelled() {
                            return stop;
                        }
                    }));
            detector.close();
            assertThrows(CancelledException.class,
                    () -> detector.detect(rgb(20, 20), List.of("cat"), BOX, TEXT, 1, Progress.NONE));
        }
    }

    @Test
    void anImageOfOnePixelIsSeen() {
        final List<Detection> found = detector("dino-one")
                .detect(rgb(1, 1), List.of("cat"), 0, TEXT, 1, Progress.NONE);
        assertEquals(20, found.size());
        found.forEach(d -> assertTrue(d.bounds().right() <= 1.5 && d.bounds().left() >= -0.5));
    }

    @Test
    void textsThatCannotBeReadAreExplained() {
        final Detector detector = detector("dino");
        assertFails("has 43 tokens, but the network reads at most 32",
                () -> detect(detector, List.of("cat ".repeat(40).strip())));
        assertFails("together have 42 tokens", () -> detect(detector, List.of("cat ".repeat(19), "dog ".repeat(19))));
        assertFails("special token", () -> detect(detector, List.of("cat [SEP] dog")));
        assertFails("nothing to look for", () -> detect(detector, List.of()));
    }

    private static void detect(final Detector detector, final List<String> phrases) {
        detector.detect(rgb(97, 61), phrases, BOX, TEXT, 1, Progress.NONE);
    }

    private static void assertFails(final String reason, final Executable what) {
        final String text = assertThrows(InpaintException.class, what).getMessage();
        assertTrue(text.contains(reason), text);
    }

    @Test
    void foldersMayBeLaidOutOtherwise(@TempDir final Path folder) throws IOException {
        final RgbImage rgb = rgb(97, 61);
        final float[] pixels = detector("dino").model().image().of(rgb).pixels().array();
        final Path copy = ModelFixture.copy("dino", folder), config = copy.resolve("preprocessor_config.json");
        Files.writeString(copy.resolve("processor_config.json"),
                "{\"image_processor\":" + Files.readString(config)
                + ",\"processor_class\":\"GroundingDinoProcessor\"}");
        Files.delete(config);
        Files.createDirectories(copy.resolve("tokenizer"));
        Files.move(copy.resolve("vocab.txt"), copy.resolve("tokenizer/vocab.txt"));
        Files.createDirectories(copy.resolve("onnx"));
        for (final String name : new String[] { "model.onnx", "weights.bin" })
            Files.move(copy.resolve(name), copy.resolve("onnx").resolve(name));
        final DetectorModel model = DetectorModel.read(copy);
        assertArrayEquals(pixels, model.image().of(rgb).pixels().array());
        model.open().close();
    }

    /** Width, height, shortest and longest edge, and the width and height that the library's image processor makes. */
    private static final int[][] SIZES = { { 640, 480, 80, 133, 106, 80 }, { 480, 640, 80, 133, 80, 106 },
        { 97, 61, 96, 160, 152, 96 }, { 61, 97, 96, 160, 96, 152 }, { 300, 100, 80, 133, 133, 44 },
        { 100, 300, 80, 133, 44, 133 }, { 80, 80, 80, 133, 80, 80 }, { 80, 200, 80, 133, 53, 133 },
        { 133, 80, 80, 133, 133, 80 }, { 37, 91, 64, 100, 41, 100 }, { 91, 37, 63, 101, 101, 41 },
        { 5, 3, 80, 133, 133, 80 },
        { 250, 77, 80, 133, 133, 41 }, { 1, 1, 80, 133, 80, 80 } };

    @Test
    void sizesAreThoseOfTheLibrary(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("preprocessor_config.json");
        final ValueInfo free = new ValueInfo("img", ElementType.FLOAT, -1, List.of());
        for (final int[] size : SIZES) {
            Files.writeString(file, "{\"size\":{\"shortest_edge\":" + size[2] + ",\"longest_edge\":" + size[3] + "}}");
            final Tensor seen = new DetectorInput(free, JsonConfig.read(file)).of(rgb(size[0], size[1])).pixels();
            assertArrayEquals(new long[] { 1, 3, size[5], size[4] }, seen.shape(), size[0] + " x " + size[1]);
        }
        Files.writeString(file, "{\"size\":{\"max_height\":40,\"max_width\":90}}");
        assertArrayEquals(new long[] { 1, 3, 40, 63 },
                new DetectorInput(free, JsonConfig.read(file)).of(rgb(97, 61)).pixels().shape());
        Files.writeString(file, "{\"do_resize\":false}");
        assertArrayEquals(new long[] { 1, 3, 61, 97 },
                new DetectorInput(free, JsonConfig.read(file)).of(rgb(97, 61)).pixels().shape());
        Files.writeString(file, "{}");
        assertArrayEquals(new long[] { 1, 3, 800, 1272 },
                new DetectorInput(free, JsonConfig.read(file)).of(rgb(97, 61)).pixels().shape());
        assertFails("too long and thin", () -> new DetectorInput(free, JsonConfig.read(file)).of(rgb(4000, 1)));
    }

    @Test
    void foldersThatAreNoDetectorAreExplained(@TempDir final Path folder) throws IOException {
        assertFails("holds no .onnx file", () -> DetectorModel.read(folder));
        assertFails("holds no text-prompted detector, but ",
                () -> DetectorModel.read(ModelFixture.of("sd15").folder()));
        final Path copy = ModelFixture.copy("dino", folder.resolve("dino"));
        Files.writeString(copy.resolve("preprocessor_config.json"), "{\"image_mean\":[0,0],\"image_std\":[1]}");
        assertFails("'image_mean' must be three numbers", () -> DetectorModel.read(copy));
        Files.writeString(copy.resolve("preprocessor_config.json"),
                "{\"image_mean\":[0],\"image_std\":[1],\"resample\":0}");
        assertFails("asks for the resampling 0", () -> DetectorModel.read(copy));
        Files.delete(copy.resolve("vocab.txt"));
        Files.delete(copy.resolve("preprocessor_config.json"));
        assertFails("holds no tokenizer", () -> DetectorModel.read(copy));
        Files.delete(copy.resolve("weights.bin"));
        assertFails("weights.bin is missing", () -> DetectorModel.read(copy));
    }

    @Test
    void networksOfOtherKindsAreNamed(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("model.onnx");
        Files.write(file, contract("logits", "pred_boxes", "text_embeds")
                .input("input_ids", ElementType.INT64, 1, "t").build());
        assertFails("is an OWL-ViT detector, which is not supported", () -> DetectorModel.read(folder));
        Files.write(file, contract("logits", "pred_boxes").build());
        assertFails("is no detector that reads text: it takes [pixel_values", () -> DetectorModel.read(folder));
        Files.write(file, contract("scores", "boxes").input("input_ids", ElementType.INT64, 1, "t").build());
        assertFails("is no detector that reads text", () -> DetectorModel.read(folder));
        Files.write(file, contract("logits", "boxes").input("depth", ElementType.FLOAT, 1).build());
        assertFails("wants 'depth FLOAT [1]', which no text-prompted detector does", () -> DetectorModel.read(folder));
    }

    /** What a network says about itself, without one behind it. */
    private static ModelBytes contract(final String... outputs) {
        final ModelBytes model = new ModelBytes().input("pixel_values", ElementType.FLOAT, 1, 3, 8, 8);
        for (final String output : outputs)
            model.output(output, ElementType.FLOAT, 1, 2, 4).node("", "Identity", "pixel_values", "->", output);
        return model;
    }
}
