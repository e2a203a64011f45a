package org.inpaintj.interrogate;

import static org.inpaintj.interrogate.InterrogatePictures.assertFails;
import static org.inpaintj.interrogate.InterrogatePictures.assertSame;
import static org.inpaintj.interrogate.InterrogatePictures.rgb;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;
import org.inpaintj.interrogate.GenerationConfig.Stopping;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.tokenizer.TokenDecoder;

/** Against what transformers writes with the same tiny networks, see {@code models/tools/tiny_interrogators.py}. */
class CaptionerTest {

    private static CaptionModel model(final Path folder) {
        return (CaptionModel) InterrogatorModel.read(folder);
    }

    /** What generate() was told, over what the model asks for. */
    private static GenerationConfig told(final GenerationConfig own, final JsonObject options) {
        final GenerationConfig lengths = own.with(InterrogateRequest.of(Map.of("beams", text(options, "num_beams"),
                "min_length", text(options, "min_length"), "max_length", text(options, "max_length"))));
        final Stopping stopping = !options.has("early_stopping") ? own.stopping()
                : options.get("early_stopping").getAsString().equals("never") ? Stopping.EXACT : Stopping.FIRST;
        final double penalty = options.has("length_penalty") ? options.get("length_penalty").getAsDouble() : 1;
        return new GenerationConfig(own.start(), own.end(), lengths.beams(), lengths.minLength(), lengths.maxLength(),
                penalty, stopping, List.of());
    }

    private static String text(final JsonObject options, final String key) {
        return options.has(key) ? options.get(key).getAsString() : "0";
    }

    private static int[] ids(final JsonObject run) {
        return run.getAsJsonArray("ids").asList().stream().mapToInt(JsonElement::getAsInt).toArray();
    }

    /** @param most how many of the pictures are looked at */
    private static void assertCaptions(final Path folder, final ModelFixture golden, final int most) {
        final CaptionModel model = model(folder);
        int runs = 0;
        try (Captioner captioner = (Captioner) model.open()) {
            for (final Map.Entry<String, JsonElement> entry : golden.cases().entrySet()) {
                if (entry.getKey().equals("texts") || runs == 8 * most)
                    continue;
                final String size = entry.getKey();
                final Tensor pixels = golden.tensors().get(size + "/pixels"), logits = golden.tensors().get(size
                        + "/logits");
                assertSame(size, pixels, model.input().of(rgb(size)), 1e-6);
                final float[] first = captioner.decoder(rgb(size), Progress.NONE)
                        .next(new int[] { model.generation().start() }, null).logits();
                assertArrayEquals(logits.array(), first, 1e-4f, size);
                for (final JsonElement each : entry.getValue().getAsJsonObject().getAsJsonArray("runs")) {
                    final JsonObject run = each.getAsJsonObject(), options = run.getAsJsonObject("options");
                    final int[] ids = captioner.ids(rgb(size), told(model.generation(), options), Progress.NONE);
                    assertArrayEquals(ids(run), ids, size + " " + options);
                    assertEquals(run.get("text").getAsString(), TokenDecoder.read(folder).text(ids));
                    runs++;
                }
            }
        }
        assertEquals(8 * most, runs);
    }

    @ParameterizedTest
    @ValueSource(strings = { "blip", "vit-gpt2" })
    void captionsAreThoseOfTheLibrary(final String name) {
        assertCaptions(ModelFixture.of(name).folder(), ModelFixture.of(name), 4);
    }

    /** With the keys and values of the tokens before, from none on. */
    @Test
    void aDecoderThatRemembersWritesTheSame() {
        final CaptionModel model = model(ModelFixture.of("blip-past").folder());
        assertTrue(CaptionDecoder.remembers(model.decoder()));
        assertCaptions(ModelFixture.of("blip-past").folder(), ModelFixture.of("blip"), 2);
    }

    @ParameterizedTest
    @CsvSource({ "decoder_model_merged.onnx, decoder_model.onnx", "decoder_model.onnx, decoder_model_merged.onnx" })
    void eitherOfTheDecodersOfOptimumDoes(final String gone, final String left, @TempDir final Path folder)
            throws IOException {
        final Path copy = ModelFixture.copy("vit-gpt2", folder);
        assertEquals("decoder_model_merged.onnx", model(copy).decoder().file().getFileName().toString());
        assertTrue(model(copy).notes().get(0).contains("decoder_model_merged.onnx are used"));
        Files.delete(copy.resolve(gone));
        assertEquals(left, model(copy).decoder().file().getFileName().toString());
        assertEquals(List.of(), model(copy).notes());
        assertCaptions(copy, ModelFixture.of("vit-gpt2"), 1);
    }

    /** As on Hugging Face: the networks in a folder of their own, with others of less precision beside them. */
    @Test
    void foldersMayBeLaidOutOtherwise(@TempDir final Path folder) throws IOException {
        final Path copy = ModelFixture.copy("vit-gpt2", folder),
                networks = Files.createDirectories(copy.resolve("onnx"));
        for (final String name : new String[] { "encoder_model", "decoder_model", "decoder_model_merged" }) {
            Files.copy(copy.resolve(name + ".onnx"), networks.resolve(name + "_quantized.onnx"));
            Files.move(copy.resolve(name + ".onnx"), networks.resolve(name + ".onnx"));
        }
        final CaptionModel model = model(copy);
        assertEquals(networks.resolve("encoder_model.onnx"), model.encoder().file());
        assertEquals(networks.resolve("decoder_model_merged.onnx"), model.decoder().file());
        assertEquals(16, model.generation().maxLength());
        model.open().close();
    }

    @Test
    void tokensBecomeTheTextsOfTheLibrary(@TempDir final Path folder) throws IOException {
        for (final String name : new String[] { "blip", "vit-gpt2" }) {
            final Path copy = ModelFixture.copy(name, folder.resolve(name));
            final JsonArray texts = ModelFixture.of(name).cases().getAsJsonArray("texts");
            assertEquals(100, texts.size());
            for (final boolean old : new boolean[] { false, true }) {
                if (old)
                    Files.delete(copy.resolve("tokenizer.json"));
                final TokenDecoder decoder = TokenDecoder.read(copy);
                for (final JsonElement text : texts)
                    assertEquals(text.getAsJsonObject().get("text").getAsString(),
                            decoder.text(ids(text.getAsJsonObject())));
            }
        }
    }

    @Test
    void theModelSaysHowItWrites() {
        final GenerationConfig blip = model(ModelFixture.of("blip").folder()).generation();
        assertEquals(new GenerationConfig(57, 3, 1, 0, 21, 1, Stopping.HEURISTIC, List.of()), blip);
        final GenerationConfig other = model(ModelFixture.of("vit-gpt2").folder()).generation();
        assertEquals(new GenerationConfig(393, 393, 4, 0, 16, 1, Stopping.HEURISTIC, List.of()), other);
        final InterrogateRequest request = InterrogateRequest.of(Map.of("min_length", "18"));
        assertEquals(18, other.with(request).maxLength(), "as long as it must");
        assertEquals(21, blip.with(InterrogateRequest.of(Map.of())).maxLength());
        assertEquals(2, blip.with(InterrogateRequest.of(Map.of("max_length", "1"))).maxLength());
    }

    @Test
    void aPictureOfOnePixelIsSeen() {
        final InterrogateRequest request = InterrogateRequest.of(Map.of("model",
                ModelFixture.of("vit-gpt2").folder().toString()));
        final Interrogation said = Interrogators.interrogate(rgb(1, 1), request, Progress.NONE);
        assertEquals(said.text().strip(), said.text());
        assertTrue(said.tags().isEmpty() && said.model().startsWith("captioner (encoder_model.onnx"), said.toString());
        assertEquals(said.text(), Interrogators.interrogate(rgb(1, 1), request, Progress.NONE).text());
    }

    @Test
    void itIsReportedAndCancelled() {
        final List<String> steps = new ArrayList<>();
        try (Interrogator captioner = InterrogatorModel.read(ModelFixture.of("blip").folder()).open()) {
            final InterrogateRequest request = InterrogateRequest.of(Map.of("max_length", "6"));
            captioner.interrogate(rgb(9, 9), request,
                    (done, total, what) -> steps.add(done + "/" + total + " " + what));
            assertEquals(List.of("0/7 Looking at the image", "1/7 Writing", "2/7 Writing"), steps.subList(0, 3));
            assertEquals("7/7 Looked at the image", steps.get(steps.size() - 1));
            assertThrows(CancelledException.class, () -> captioner.interrogate(rgb(9, 9), request, new Progress() {
                private boolean stop;

                @Override
                public void step(final int done, final int total, final String what) {
                    stop = done == 2;
                }

                @Override
                public boolean cancelled() {
                    return stop;
                }
            }));
            captioner.close();
            assertThrows(CancelledException.class, () -> captioner.interrogate(rgb(9, 9), request, Progress.NONE));
        }
    }

    private static void replace(final Path file, final String from, final String to) throws IOException {
        final String text = Files.readString(file);
        assertTrue(text.contains(from), file + " has no " + from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void whatIsDamagedIsNamed(@TempDir final Path folder) throws IOException {
        final Path copy = ModelFixture.copy("vit-gpt2", folder.resolve("a"));
        final Path config = copy.resolve("config.json"), tokenizer = copy.resolve("tokenizer.json"),
                generation = copy.resolve("generation_config.json"), input = copy.resolve("preprocessor_config.json");
        replace(generation, "\"num_beams\": 4", "\"num_beams\": 4, \"repetition_penalty\": 1.5, \"do_sample\": true");
        assertTrue(String.join(" ", model(copy).notes()).contains("'repetition_penalty', which is left out. "));
        replace(generation, "\"num_beams\": 4", "\"num_beams\": \"four\"");
        assertFails("'num_beams' must be a number", () -> model(copy));
        replace(generation, "\"num_beams\": \"four\"", "\"num_beams\": -4");
        assertFails("'num_beams' must be at least 1", () -> model(copy));
        replace(generation, "\"num_beams\": -4", "\"early_stopping\": \"soon\"");
        assertFails("'early_stopping' must be true, false or never, but is soon", () -> model(copy));
        Files.writeString(generation, "{\"a\": 1}");
        replace(config, "\"eos_token_id\": 393", "\"other\": 1");
        assertFails("which token is 'eos_token_id'", () -> model(copy));
        replace(input, "\"size\": {", "\"do_center_crop\": true, \"size\": {");
        replace(config, "\"other\": 1", "\"eos_token_id\": 393");
        assertFails("asks for a part of the picture", () -> model(copy));
        Files.writeString(input, "{\"image_mean\": [1, 2], \"image_std\": [1]}");
        assertFails("'image_mean' must be three numbers", () -> model(copy));
        Files.writeString(input, "{");
        assertFails("preprocessor_config.json is damaged: it is no JSON text", () -> model(copy));
        Files.delete(input);
        assertEquals(224, model(copy).input().width(), "as ViT was trained");
        replace(config, "\"vision-encoder-decoder\"", "\"kosmos\"");
        assertFails("a model of the type 'kosmos'", () -> model(copy));
        Files.delete(config);
        assertFails("holds no config.json", () -> model(copy));
        Files.writeString(tokenizer, "{\"model\": {\"vocab\": [1]}, \"decoder\": {\"type\": \"ByteLevel\"}}");
        assertFails("has no vocabulary", () -> TokenDecoder.read(copy));
        Files.writeString(tokenizer,
                "{\"model\": {\"vocab\": {\"a\": \"b\"}}, \"decoder\": {\"type\": \"WordPiece\"}}");
        assertFails("'a' must be a number", () -> TokenDecoder.read(copy));
        Files.writeString(tokenizer, "{\"decoder\": {\"type\": \"Metaspace\"}}");
        assertFails("makes text of tokens by 'Metaspace'", () -> TokenDecoder.read(copy));
        Files.writeString(tokenizer, "[");
        assertFails("tokenizer.json is damaged: it is no JSON text", () -> model(copy));
        for (final String name : new String[] { "tokenizer.json", "vocab.json" })
            Files.delete(copy.resolve(name));
        assertFails("holds no tokenizer", () -> model(copy));
        Files.delete(copy.resolve("encoder_model.onnx"));
        assertFails("holds no image encoder beside decoder_model_merged.onnx", () -> model(copy));
    }

    @Test
    void partsOfDifferentModelsAreRefused(@TempDir final Path folder) throws IOException {
        final Path copy = ModelFixture.copy("blip", folder.resolve("a"));
        final String config = Files.readString(copy.resolve("config.json"));
        Files.writeString(copy.resolve("config.json"),
                config.replace("\"bos_token_id\": 57", "\"bos_token_id\": 30522"));
        try (Interrogator captioner = InterrogatorModel.read(copy).open()) {
            assertFails("text_decoder_model.onnx", () -> captioner.interrogate(rgb(9, 9),
                    InterrogateRequest.of(Map.of()), Progress.NONE));
        }
    }
}
