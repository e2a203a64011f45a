package org.inpaintj.model.library;

import static org.inpaintj.model.library.ProgramTrees.library;
import static org.inpaintj.model.library.ProgramTrees.put;
import static org.inpaintj.model.library.ProgramTrees.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.Mutation;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.catalogue.ModelRole;

/** Folders of each program, as it lays them out. */
class ModelLibraryTest {

    @TempDir
    Path root;

    private static Map<ModelRole, List<String>> names(final ModelLibrary library) {
        return library.models(Progress.NONE).stream().collect(Collectors.groupingBy(LibraryModel::role, TreeMap::new,
                Collectors.mapping(LibraryModel::name, Collectors.toList())));
    }

    @Test
    void theWebUiHasModelsEmbeddingsAndAnExtension() {
        final Path other = root.resolve("other");
        put("loras/kohya.safetensors", root.resolve("ui/models/Lora/styles/ink.safetensors"));
        put("checkpoint-sd1-forms/sd1-fp8.safetensors", root.resolve("ui/models/Stable-diffusion/tiny.safetensors"));
        put("checkpoint-vae/vae-diffusers.safetensors",
                root.resolve("ui/models/Stable-diffusion/tiny.vae.safetensors"));
        put("upscaler-checkpoints/new-x4.pth", root.resolve("ui/models/ESRGAN/4x.pth"));
        put("checkpoint-embeddings/relief.pt", root.resolve("ui/embeddings/relief.pt"));
        put("controlnet-sd1/control_sd1.pth", root.resolve("ui/extensions/sd-webui-controlnet/models/canny.pth"));
        put("loras/peft.safetensors", other.resolve("wool.safetensors"));
        put("loras/loha.safetensors", root.resolve("ui/venv/lib/no.safetensors"));
        text(root.resolve("ui/webui-user.sh"), "#!/bin/bash\n# --lora-dir /nowhere\nexport COMMANDLINE_ARGS=\""
                + "--xformers --lora-dir '" + other + "'\"\n");
        final String before = ProgramTrees.digest(root);
        final ModelLibrary library = library(root.resolve("ui"));
        assertEquals(Map.of(ModelRole.MODEL, List.of("tiny"), ModelRole.VAE, List.of("tiny.vae"), ModelRole.LORA,
                List.of("ink", "wool"), ModelRole.CONTROLNET, List.of("canny"), ModelRole.EMBEDDING, List.of("relief"),
                ModelRole.UPSCALER, List.of("4x")), names(library));
        assertEquals(FolderProgram.A1111, library.known().get(0).program());
        assertEquals(List.of(), library.problems());
        final LibraryModel model = library.models(ModelRole.MODEL).get(0);
        assertEquals("Stable Diffusion 1", model.family());
        assertEquals(root.resolve("ui/models/Stable-diffusion/tiny.safetensors"), model.path());
        assertEquals(before, ProgramTrees.digest(root));
    }

    @Test
    void comfyUiNamesFurtherFolders() {
        final Path ui = root.resolve("portable/ComfyUI"), shared = root.resolve("shared");
        put("loras/kohya.safetensors", ui.resolve("models/loras/ink.safetensors"));
        text(ui.resolve("models/diffusers/big/model_index.json"), "{\"_class_name\": \"StableDiffusionXLPipeline\"}");
        put("loras/kohya.safetensors", ui.resolve("models/diffusers/big/unet/diffusion_pytorch_model.safetensors"));
        text(ui.resolve("models/diffusers/part/model_index.json"), "{\"_class_name\": \"StableDiffusionPipeline\"}");
        put("loras/loha.safetensors", root.resolve("portable/python_embeded/Lib/no.safetensors"));
        put("loras/peft.safetensors", root.resolve("portable/more/wool.safetensors"));
        put("upscalers/x4.onnx", shared.resolve("up/4x.onnx"));
        put("checkpoint-taesd/taesd.safetensors", shared.resolve("vae/quick.safetensors"));
        text(ui.resolve("extra_model_paths.yaml"), "a111:\n    base_path: " + shared
                + "\n    is_default: true\n    upscale_models: |\n         up\n         more/up\n    vae: vae # tiny\n"
                + "    custom_nodes: nodes\nempty:\n");
        final ModelLibrary library = library(root.resolve("portable"));
        assertEquals(Map.of(ModelRole.MODEL, List.of("big"), ModelRole.VAE, List.of("quick"), ModelRole.LORA,
                List.of("ink", "wool"), ModelRole.UPSCALER, List.of("4x")), names(library));
        assertEquals(FolderProgram.COMFYUI, library.known().get(0).program());
        assertEquals("Stable Diffusion XL", library.models(ModelRole.MODEL).get(0).family());
        assertEquals(List.of("4x", "quick"), library(ui.resolve("extra_model_paths.yaml")).models(Progress.NONE)
                .stream().map(LibraryModel::name).toList());
    }

    @Test
    void fooocusSaysInItsSettingsWhereFoldersAre() {
        put("loras/kohya.safetensors", root.resolve("other/ink.safetensors"));
        put("upscalers/x2.onnx", root.resolve("f/models/upscale_models/2x.onnx"));
        text(root.resolve("f/fooocus_version.py"), "version = '2'");
        text(root.resolve("f/config.txt"), "{\"path_loras\": [\"../other\"], \"path_outputs\": \"/\", \"n\": 3}");
        final ModelLibrary library = library(root.resolve("f"));
        assertEquals(Map.of(ModelRole.LORA, List.of("ink"), ModelRole.UPSCALER, List.of("2x")), names(library));
        text(root.resolve("f/config.txt"), "{\"path_loras\": [");
        final ModelLibrary broken = library(root.resolve("f"));
        assertEquals(Map.of(ModelRole.UPSCALER, List.of("2x")), names(broken));
        assertTrue(broken.problems().get(0).contains("config.txt"), broken.problems().toString());
    }

    @Test
    void invokeAiIsReadByContent() {
        put("checkpoint-sd1-forms/sd1-folder",
                root.resolve("i/models/0a1b2c3d-0000-4000-8000-000000000001/painter"));
        put("checkpoint-embeddings/cat-toy.bin", root.resolve("i/models/sd-1/embedding/toy/learned_embeds.bin"));
        put("controlnet-sd1/control-folder", root.resolve("i/models/sd-1/controlnet/canny"));
        text(root.resolve("i/invokeai.yaml"), "schema_version: 4\n");
        assertEquals(Map.of(ModelRole.MODEL, List.of("painter"), ModelRole.CONTROLNET, List.of("canny"),
                ModelRole.EMBEDDING, List.of("toy")), names(library(root.resolve("i"))));
    }

    @Test
    void aCacheOfHuggingFaceHasTheNamesOfItsRepositories() throws IOException {
        final Path hub = root.resolve("hf/hub/models--acme--lama"), old = hub.resolve("snapshots/aaaa");
        final Path now = hub.resolve("snapshots/bbbb");
        text(hub.resolve("refs/main"), "bbbb");
        put("erasers/lama-free.onnx", hub.resolve("blobs/f00d"));
        Files.createDirectories(old);
        Files.createDirectories(now);
        Files.createSymbolicLink(now.resolve("lama.onnx"), Path.of("../../blobs/f00d"));
        Files.createSymbolicLink(old.resolve("older.onnx"), Path.of("../../blobs/f00d"));
        put("sd15", root.resolve("hf/hub/models--acme--painter/snapshots/cccc"));
        put("sam", root.resolve("hf/hub/models--acme--sam/snapshots/dddd"));
        final ModelLibrary library = library(root.resolve("hf"));
        assertEquals(Map.of(ModelRole.MODEL, List.of("lama", "painter"), ModelRole.SEGMENTER, List.of("sam")),
                names(library));
        assertEquals(Optional.of(now.resolve("lama.onnx")), library.find("acme/lama/lama", ModelRole.MODEL));
        assertEquals(Optional.of(root.resolve("hf/hub/models--acme--painter/snapshots/cccc")),
                library.find("acme/painter", ModelRole.MODEL));
    }

    @Test
    void aFolderOfOnesOwnHoldsWhatItHolds() {
        put("sam", root.resolve("own/mobile sam"));
        put("dino", root.resolve("own/dino"));
        put("wd-tagger", root.resolve("own/tagger"));
        put("erasers/migan-bytes.onnx", root.resolve("own/migan.onnx"));
        put("controlnet", root.resolve("own/steered"));
        put("upscalers/same.onnx", root.resolve("own/preprocessors/depth.onnx"));
        final ModelLibrary library = library(root.resolve("own"));
        final Map<ModelRole, List<String>> names = names(library);
        assertEquals(List.of("mobile sam"), names.get(ModelRole.SEGMENTER));
        assertEquals(List.of("dino"), names.get(ModelRole.DETECTOR));
        assertEquals(List.of("tagger"), names.get(ModelRole.INTERROGATOR));
        assertEquals(List.of("depth"), names.get(ModelRole.PREPROCESSOR));
        assertEquals(List.of("migan", "steered"), names.get(ModelRole.MODEL));
        assertEquals(FolderProgram.OWN, library.known().get(0).program());
    }

    @Test
    void whatLiesBesideAModelIsShown() {
        final Path lora = put("loras/kohya.safetensors", root.resolve("ink.safetensors"));
        final LibraryModel model = library(root).models(ModelRole.LORA).get(0);
        assertEquals(Optional.empty(), model.preview());
        assertEquals("", model.notes());
        text(root.resolve("ink.preview.png"), "no picture");
        text(root.resolve("ink.json"), "{\"description\": \"Ink\\u001b[31m\", \"activation text\": \"inked\","
                + " \"preferred weight\": 0.7, \"notes\": \"mine\"}");
        text(root.resolve("ink.civitai.info"), "{\"baseModel\": \"SD 1.5\", \"trainedWords\": [\"a\", \"b\"],"
                + " \"description\": \"<p>By &amp; for <b>all</b></p>\", \"model\": {\"name\": \"Inker\"},"
                + " \"files\": [{\"hashes\": {\"AutoV2\": \"0123ABCDEF\"}}]}");
        assertEquals(Optional.of(root.resolve("ink.preview.png")), model.preview());
        assertEquals("Ink[31m\nActivation text: inked\nPreferred weight: 0.7\nmine\nInker\nMade for: SD 1.5\n"
                + "Activation text: a, b\nBy & for all", model.notes());
        assertEquals(Optional.of(lora), library(root).find("0123abcdef", ModelRole.LORA));
        text(root.resolve("ink.civitai.info"), "[".repeat(100_000));
        assertTrue(model.notes().startsWith("Ink"), model.notes());
    }

    @Test
    void twoOfOneNameAreToldApart() {
        final Path one = put("loras/kohya.safetensors", root.resolve("models/a/ink.safetensors"));
        final Path two = put("loras/peft.safetensors", root.resolve("models/b/ink.safetensors"));
        put("upscaler-checkpoints/new-x4.pth", root.resolve("models/up/ink.pth"));
        final ModelLibrary library = library(root);
        assertEquals(List.of("a/ink", "b/ink"), library.models(ModelRole.LORA).stream().map(LibraryModel::name)
                .toList());
        assertEquals("ink", library.models(ModelRole.UPSCALER).get(0).name());
        assertEquals(Optional.of(one), library.find("a/ink", ModelRole.LORA));
        assertEquals(Optional.of(two), library.find("b\\ink.safetensors", ModelRole.LORA));
        assertEquals("Two models in your folders are called 'ink': write 'a/ink' for " + one + ", or 'b/ink' for " + two
                + ".", assertThrows(InpaintException.class, () -> library.find("ink", ModelRole.LORA)).getMessage());
    }

    @Test
    void namesAreWrittenAsTheWebUiWritesThem() throws IOException {
        final Path file = put("checkpoint-sd1-forms/sd1-fp8.safetensors",
                root.resolve("models/Stable-diffusion/anime/Tiny.safetensors"));
        final ModelLibrary library = library(root);
        final byte[] bytes = Files.readAllBytes(file);
        final String old = new org.inpaintj.core.Sha256().add(java.util.Arrays.copyOfRange(bytes, 0x100000, 0x110000))
                .hex().substring(0, 8);
        for (final String name : List.of("Tiny", "Tiny.safetensors", " tiny ", "anime/Tiny",
                "anime\\Tiny.safetensors", "Stable-diffusion_anime_Tiny", "anime_Tiny",
                "anime/Tiny.safetensors [0123456789]", "Tiny [0123456789]", old))
            assertEquals(Optional.of(file), library.find(name, ModelRole.MODEL), name);
        for (final String name : List.of("", "iny", "Tiny.ckpt", "/Tiny", "../Tiny", "Tiny/", "\0", "Tiny.vae",
                "0123456789", "0".repeat(100_000)))
            assertEquals(Optional.empty(), library.find(name, ModelRole.MODEL), name.length() + "");
        assertEquals(Optional.empty(), library.find("Tiny", ModelRole.LORA));
    }

    @Test
    void newAndVanishedFilesAreSeen() throws IOException {
        final ModelLibrary library = library(root);
        assertEquals(List.of(), library.models(ModelRole.LORA));
        final Path file = put("loras/kohya.safetensors", root.resolve("deep/ink.safetensors"));
        assertEquals(Optional.of(file), library.find("ink", ModelRole.LORA));
        put("upscaler-checkpoints/new-x4.pth", root.resolve("other.pth"));
        Files.copy(root.resolve("other.pth"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertEquals(Optional.empty(), library.find("ink", ModelRole.LORA));
        assertEquals(2, library.models(ModelRole.UPSCALER).size());
        Files.delete(file);
        assertEquals(1, library.models(ModelRole.UPSCALER).size());
    }

    @Test
    void aHeaderIsReadOncePerFile() throws IOException {
        final Path memory = root.resolve("memory/facts.json"), models = root.resolve("models");
        Files.createDirectories(memory.getParent());
        put("loras/kohya.safetensors", models.resolve("ink.safetensors"));
        final LibraryFolders folders = new LibraryFolders(Optional.empty(), name ->
                name.equals(LibraryFolders.VARIABLE) ? models.toString() : null);
        assertEquals(1, new ModelLibrary(folders, Optional.of(memory)).models(ModelRole.LORA).size());
        final String kept = Files.readString(memory);
        Files.writeString(memory, kept.replace("LORA", "UPSCALER"));
        assertEquals(1, new ModelLibrary(folders, Optional.of(memory)).models(ModelRole.UPSCALER).size());
        for (final String damage : List.of("", "[", "{\"format\": 3}", kept.replace("LORA", "NONE"),
                kept.replace("\"size\":\"", "\"size\":\"x")))
            assertEquals(1, new ModelLibrary(folders, Optional.of(Files.writeString(memory, damage)))
                    .models(ModelRole.LORA).size(), damage);
    }

    @Test
    void whatCannotBeReadIsPassedOver() throws IOException {
        final Path own = Files.createDirectories(root.resolve("own"));
        put("loras/kohya.safetensors", own.resolve("sub/ink.safetensors"));
        Files.createSymbolicLink(own.resolve("sub/loop"), own);
        Files.createSymbolicLink(own.resolve("gone.safetensors"), root.resolve("nowhere"));
        Files.createSymbolicLink(own.resolve("again"), own.resolve("sub"));
        text(own.resolve("empty.safetensors"), "");
        text(own.resolve("page.ckpt"), "<html>");
        text(own.resolve("deep/model_index.json"), "{\"a\":".repeat(50_000));
        text(own.resolve("net/broken.onnx"), "\u0008\u0007");
        Path deep = own;
        for (int i = 0; i < 15; i++)
            deep = deep.resolve("d");
        put("loras/peft.safetensors", deep.resolve("far.safetensors"));
        final ModelLibrary library = library(own, root.resolve("missing"));
        assertEquals(Map.of(ModelRole.LORA, List.of("ink")), names(library));
        assertEquals(2, library.problems().size(), library.problems().toString());
        assertTrue(library.problems().get(0).contains("12 folders deep"), library.problems().toString());
        assertTrue(library.problems().get(1).contains("missing' is not there"), library.problems().toString());
    }

    /** Whatever a file holds, it is listed or passed over. */
    @Test
    void damagedFilesAreNoHarm() throws IOException {
        final SplittableRandom random = new SplittableRandom(7);
        for (final String from : List.of("loras/kohya.safetensors", "checkpoint-embeddings/relief.pt",
                "upscalers/x2.onnx", "erasers/lama-free.onnx", "loras/peft.safetensors")) {
            final Path file = put(from, root.resolve(from));
            final byte[] bytes = Files.readAllBytes(file);
            for (int n = 0; n < 40; n++) {
                Files.write(file, Mutation.of(bytes, random));
                final ContentFacts facts = ContentReader.read(file);
                assertTrue(facts.role().isPresent() || !facts.kind().isEmpty() || !facts.refusal().isEmpty(), from);
            }
        }
    }

    @Test
    void aListingCanBeCancelled() {
        put("loras/kohya.safetensors", root.resolve("ink.safetensors"));
        final Progress cancelled = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(CancelledException.class, () -> library(root).models(ModelRole.LORA, cancelled));
    }

    @Test
    void foldersAreKept() throws IOException {
        final Path file = root.resolve("config/model-folders.json");
        final LibraryFolders folders = new LibraryFolders(Optional.of(file), name -> null);
        final Path models = Files.createDirectories(root.resolve("my models"));
        assertEquals(List.of(), folders.all());
        assertEquals(FolderProgram.OWN, folders.add(models).program());
        folders.add(models.resolve("../my models"));
        assertEquals(List.of(models), new LibraryFolders(Optional.of(file), name -> null).all());
        assertEquals(List.of(models, root), new LibraryFolders(Optional.of(file), name ->
                name.equals(LibraryFolders.VARIABLE) ? java.io.File.pathSeparator + root : null).all());
        assertThrows(InpaintException.class, () -> folders.add(root.resolve("none")));
        assertThrows(InpaintException.class, () -> folders.remove(root));
        folders.remove(models);
        assertEquals(List.of(), folders.all());
        Files.writeString(file, "{\"folders\": [\"\\u0000\"]}");
        assertThrows(InpaintException.class, folders::all);
        Files.writeString(file, "nonsense");
        final String said = assertThrows(InpaintException.class, folders::all).getMessage();
        assertTrue(said.contains("model-folders.json") && said.contains("correct it"), said);
        assertFalse(Files.exists(root.resolve("config/model-folders.json.part")));
    }
}
