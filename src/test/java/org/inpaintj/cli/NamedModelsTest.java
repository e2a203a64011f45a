package org.inpaintj.cli;

import static org.inpaintj.model.library.ProgramTrees.library;
import static org.inpaintj.model.library.ProgramTrees.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.RunningJava;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.model.library.LibraryFolders;
import org.inpaintj.model.library.ModelLibrary;
import org.inpaintj.model.library.ProgramTrees;
import org.inpaintj.upscale.Upscalers;

/** Models in the folders that a user has, painted with by name: the same pixels and records as with their paths. */
class NamedModelsTest {

    @TempDir
    Path folder;
    private Path ui, in, lora, upscaler, relief;
    private String before;
    private ModelLibrary.Use use;

    @BeforeEach
    void layOut() throws IOException {
        Upscalers.newProblems();
        ui = folder.resolve("ui");
        put("checkpoint-sd1-forms/sd1-fp8.safetensors", ui.resolve("models/Stable-diffusion/tiny.safetensors"));
        put("checkpoint-vae/vae-diffusers.safetensors", ui.resolve("models/VAE/quick.safetensors"));
        lora = put("loras/kohya.safetensors", ui.resolve("models/Lora/styles/ink.safetensors"));
        relief = put("checkpoint-embeddings/relief.pt", ui.resolve("embeddings/relief.pt"));
        embedding(ui.resolve("embeddings/wrong.safetensors"));
        upscaler = put("upscalers/x2.onnx", ui.resolve("models/ESRGAN/2x.onnx"));
        put("upscalers/same.onnx", ui.resolve("models/ControlNetPreprocessor/depth.onnx"));
        put("loras/onnx-lora.safetensors", ui.resolve("models/Lora/few.safetensors"));
        put("controlnet/controls/scaled.onnx", ui.resolve("extensions/sd-webui-controlnet/models/edges.onnx"));
        put("controlnet/unet", ui.resolve("models/diffusers/steered/unet"));
        for (final String part : List.of("scheduler", "text_encoder", "tokenizer", "vae_decoder", "vae_encoder"))
            put("sd15/" + part, ui.resolve("models/diffusers/steered/" + part));
        put("erasers/lama-free.onnx", folder.resolve("own/lama.onnx"));
        in = folder.resolve("in.png");
        final int[] pixels = new int[64 * 64];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = i * 2654435 >> 3;
        ImageFiles.save(new ImagePlus("in", new ColorProcessor(64, 64, pixels)), in);
        before = ProgramTrees.digest(ui);
        use = ModelLibrary.use(library(ui, folder.resolve("own")));
    }

    @AfterEach
    void nothingInTheFoldersHasChanged() {
        use.close();
        assertEquals(before, ProgramTrees.digest(ui));
    }

    /** One word for Stable Diffusion 2. */
    private static void embedding(final Path file) throws IOException {
        final String header = "{\"emb_params\":{\"dtype\":\"F32\",\"shape\":[1,1024],\"data_offsets\":[0,4096]}}";
        Files.write(file, ByteBuffer.allocate(8 + header.length() + 4096).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).array());
    }

    private Path path(final String below) {
        return ui.resolve(below);
    }

    private CliRun run(final Path out, final Object... line) {
        final List<Object> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--out", out));
        return CliRun.of(all.toArray());
    }

    /** Runs a line with names and the same with paths. */
    private JsonObject same(final Map<String, ?> paths, final Object... line) {
        final Path named = folder.resolve(line[0] + "-named.tif"),
                plain = folder.resolve(line[0] + "-plain.tif");
        run(named, line).done();
        run(plain, Arrays.stream(line).map(word -> paths.containsKey(word) ? paths.get(word) : word).toArray()).done();
        final ImagePlus one = ImageFiles.open(named), other = ImageFiles.open(plain);
        assertArrayEquals((int[]) other.getProcessor().convertToRGB().getPixels(),
                (int[]) one.getProcessor().convertToRGB().getPixels());
        final JsonObject record = record(one), wanted = record(other);
        for (final String part : List.of("request", "facts"))
            for (final Map.Entry<String, JsonElement> each : wanted.getAsJsonObject(part).entrySet())
                if (!Set.of("loras", "embeddings", "memory_peak").contains(each.getKey()))
                    assertEquals(each.getValue(), record.getAsJsonObject(part).get(each.getKey()), each.getKey());
        assertFalse(record.toString().contains(folder.toString()), record.toString());
        return record;
    }

    private static JsonObject record(final ImagePlus imp) {
        final String info = imp.getInfoProperty();
        return JsonParser.parseString(info.substring(info.indexOf('{'), info.lastIndexOf('}') + 1)).getAsJsonObject();
    }

    @Test
    void aFolderAControlNetAndAPreprocessor() {
        final JsonObject record = same(Map.of("steered", path("models/diffusers/steered"),
                "edges", path("extensions/sd-webui-controlnet/models/edges.onnx"),
                "depth", path("models/ControlNetPreprocessor/depth.onnx")),
                "image-to-image", in, "--model", "steered", "--controlnet", "edges", "--control",
                "shown", "--preprocessor", "depth", "--steps", 2, "--seed", 1, "--strength", "0.9", "--prompt", "a");
        final JsonObject request = record.getAsJsonObject("request");
        assertEquals("steered", request.get("model").getAsString());
        assertEquals("edges.onnx", request.get("controlnet").getAsString());
        assertEquals("depth.onnx", request.get("preprocessor").getAsString());
    }

    @Test
    void loraTagsAndWordsNeedNoFolder() {
        final List<Object> line = List.of("text-to-image", "--width", 64, "--height", 64, "--steps", 2, "--seed", 1);
        final Path named = folder.resolve("a.tif"), plain = folder.resolve("b.tif");
        final CliRun run = run(named, with(line, "--model", "tiny", "--vae", "quick", "--prompt",
                "wrong Relief <lora:styles/INK:0.7>")).done();
        assertEquals(List.of("The word 'wrong' stayed a word, though wrong.safetensors in your folders of models has "
                + "its name: its vectors have 1024 features, as those of another family.",
                "The word 'relief' stands for the embedding relief.pt in your folders of models."), run.notes());
        final Path own = put("checkpoint-embeddings/relief.pt", folder.resolve("mine/relief.pt")).getParent();
        run(plain, with(line, "--model", path("models/Stable-diffusion/tiny.safetensors"), "--vae",
                path("models/VAE/quick.safetensors"), "--prompt", "wrong Relief <lora:ink:0.7>", "--loras", lora,
                "--embeddings", own)).done();
        assertArrayEquals(pixels(plain), pixels(named));
        final JsonObject record = record(ImageFiles.open(named)), wanted = record(ImageFiles.open(plain));
        for (final String fact : List.of("model", "model_fingerprint", "lora ink.safetensors", "embeddings"))
            assertEquals(wanted.getAsJsonObject("facts").get(fact), record.getAsJsonObject("facts").get(fact), fact);
        assertEquals("quick.safetensors", record.getAsJsonObject("request").get("vae").getAsString());
        assertEquals("tiny.safetensors", record.getAsJsonObject("request").get("model").getAsString());
    }

    /** A prompt may come from anybody, so a path in a tag is none. */
    @Test
    void aTagThatNamesNothingIsAnError() {
        final Path model = path("models/diffusers/steered"), out = folder.resolve("out.tif");
        run(out, "text-to-image", "--model", model, "--prompt", "a <lora:inq:1>").failed(ExitCode.SOFTWARE,
                "There is no LoRA 'inq' in your folders of models; did you mean 'ink'?");
        run(out, "text-to-image", "--model", model, "--prompt", "a <lora:" + relief + ":1>").failed(ExitCode.SOFTWARE,
                "There is no LoRA '" + relief + "' in your folders of models: put it there, name its folder (loras), "
                        + "or correct the tag in the prompt.");
    }

    private static Object[] with(final List<Object> line, final Object... more) {
        final List<Object> all = new ArrayList<>(line);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    private static int[] pixels(final Path file) {
        return (int[]) ImageFiles.open(file).getProcessor().convertToRGB().getPixels();
    }

    @Test
    void upscalersAndErasers() {
        final JsonObject record = same(Map.of("2x", upscaler), "upscale", in, "--upscaler", "2x", "--scale", 2);
        assertEquals("2x.onnx", record.getAsJsonObject("request").get("upscaler").getAsString());
        final Path mask = folder.resolve("mask.png");
        final ImagePlus hole = new ImagePlus("mask", new ij.process.ByteProcessor(64, 64));
        hole.getProcessor().setColor(255);
        hole.getProcessor().fillRect(20, 20, 16, 16);
        ImageFiles.save(hole, mask);
        final JsonObject erased = same(Map.of("lama", folder.resolve("own/lama.onnx")), "inpaint", in, "--mask", mask,
                "--model", "lama", "--target", "image");
        assertEquals("erase", erased.get("engine").getAsString());
        assertEquals("lama.onnx", erased.getAsJsonObject("request").get("model").getAsString());
    }

    @Test
    void taggersAndSegmenters() throws IOException {
        final Path tagger = put("wd-tagger", folder.resolve("own/tags"));
        final Path sam = put("edge-sam", folder.resolve("own/outlines"));
        assertEquals(CliRun.of("interrogate", in, "--model", tagger, "--threshold", 0).done().out(),
                CliRun.of("interrogate", in, "--model", "tags", "--threshold", 0).done().out());
        CliRun.of("segment", in, "--model", "outlines", "--points", "20,15,+", "--out", folder.resolve("1.png")).done();
        CliRun.of("segment", in, "--model", sam, "--points", "20,15,+", "--out", folder.resolve("2.png")).done();
        assertArrayEquals(pixels(folder.resolve("2.png")), pixels(folder.resolve("1.png")));
    }

    @Test
    void aNameOfAnotherRoleIsNone() {
        run(folder.resolve("x.tif"), "text-to-image", "--model", "ink", "--prompt", "a").failed(ExitCode.SOFTWARE,
                "There is no model 'ink': give a Stable Diffusion checkpoint, or the folder of a model. 'ink' in "
                        + "your folders of models is a LoRA.");
        run(folder.resolve("x.tif"), "text-to-image", "--model", "tin", "--prompt", "a").failed(ExitCode.SOFTWARE,
                "There is no model 'tin': give a Stable Diffusion checkpoint, or the folder of a model. Did you mean "
                        + "'tiny'?");
        run(folder.resolve("x.tif"), "upscale", in, "--upscaler", "3x").failed(ExitCode.SOFTWARE,
                "There is no upscaler '3x': did you mean '2x'?");
        put("checkpoint-sd1-forms/sd1-fp8.safetensors", folder.resolve("own/tiny.safetensors"));
        run(folder.resolve("x.tif"), "text-to-image", "--model", "tiny", "--prompt", "a").failed(ExitCode.SOFTWARE,
                "Two models in your folders are called 'tiny': write 'Stable-diffusion/tiny' for "
                        + path("models/Stable-diffusion/tiny.safetensors") + ", or 'own/tiny' for "
                        + folder.resolve("own/tiny.safetensors") + ".");
    }

    /** What a server has is its own business. */
    @Test
    void aNameForAServerStaysAName() {
        final Request asked = Engines.found().request(Map.of("engine", "a1111", "checkpoint", "tiny", "vae", "quick"));
        final Request request = RecentModels.found(Engines.found().of(asked).resolve(asked));
        assertEquals(List.of("tiny", "quick"), List.of(request.text("checkpoint"), request.text("vae")));
    }

    /** A real program without a display, told of the folders by its environment. */
    @Test
    void aMacroNamesThemToo() throws IOException {
        final Path macro = Files.writeString(folder.resolve("macro.ijm"), "run('Text to Image...', 'model=steered "
                + "width=64 height=64 steps=1 seed=1 device=cpu prompt=[a <lora:few:1>]');\nsaveAs('tiff', '"
                + folder.resolve("macro.tif") + "');\n");
        final ProcessBuilder program = new ProcessBuilder(RunningJava.program(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "macro", macro.toString());
        program.environment().put(LibraryFolders.VARIABLE, ui.toString());
        program.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        program.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        CliRun.of(program).done();
        final Path plain = folder.resolve("plain.tif");
        run(plain, "text-to-image", "--model", path("models/diffusers/steered"), "--width", 64, "--height", 64,
                "--steps", 1, "--seed", 1, "--device", "cpu", "--prompt", "a <lora:few:1>", "--loras",
                path("models/Lora")).done();
        assertArrayEquals(pixels(plain), pixels(folder.resolve("macro.tif")));
    }
}
