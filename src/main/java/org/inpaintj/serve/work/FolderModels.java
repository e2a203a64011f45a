package org.inpaintj.serve.work;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Engine;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.CheckpointContents;
import org.inpaintj.model.checkpoint.CheckpointKind;

/**
 * The models in a folder as the WebUI lays it out: checkpoints and exports anywhere but in the folders of other kinds,
 * which have the WebUI's names for them. What a file is is told by what is in it.
 */
public final class FolderModels implements ServedModels {

    private static final int DEEPEST = 4, MOST = 10_000;
    private static final Map<Kind, Set<String>> FOLDERS = Map.of(Kind.VAE, Set.of("vae"),
            Kind.LORA, Set.of("lora", "loras", "lycoris"), Kind.EMBEDDING, Set.of("embeddings"),
            Kind.UPSCALER, Set.of("esrgan", "realesrgan", "upscale_models", "upscalers", "dat", "swinir", "bsrgan"));
    private static final Map<Kind, Set<String>> ENDINGS = Map.of(
            Kind.VAE, Set.of(".safetensors", ".pt", ".ckpt", ".pth", ".onnx"),
            Kind.LORA, Set.of(".safetensors", ".pt", ".ckpt"), Kind.EMBEDDING, Set.of(".safetensors", ".pt", ".bin"),
            Kind.UPSCALER, Set.of(".safetensors", ".pth", ".onnx"));
    private static final String NETWORK = ".onnx";
    private static final Set<String> DENOISERS = Set.of("unet", "transformer");
    private static final Set<String> CHECKPOINTS = Set.of(".safetensors", ".ckpt", ".pt", NETWORK);
    /** Folders of what is no model of its own. */
    private static final Set<String> OTHERS = Set.of("controlnet", "t2i_adapter", "hypernetworks", "vae-approx",
            "vae_approx", "sam", "sams", "grounding-dino", "clip", "text_encoders", "text_encoder", "clip_vision",
            "codeformer", "gfpgan", "deepbooru", "blip");

    private final Path root;
    private Map<Kind, List<Served>> found = Map.of();
    private Map<Kind, Path> folders = Map.of();
    private int seen;

    /** @throws InpaintException if there is no such folder, or it cannot be read */
    public FolderModels(final Path root) {
        if (!Files.isDirectory(root))
            throw new InpaintException("There is no folder '" + root + "': name the folder that holds the models.");
        this.root = root.toAbsolutePath().normalize();
        rescan();
    }

    @Override
    public synchronized List<Served> of(final Kind kind) {
        return found.getOrDefault(kind, List.of());
    }

    @Override
    public synchronized Optional<Path> folder(final Kind kind) {
        return Optional.ofNullable(folders.get(kind));
    }

    @Override
    public Optional<Path> file(final String name) {
        return Optional.of(root.resolve(name));
    }

    @Override
    public String withoutPaths(final String sentence) {
        return sentence.replace(root + File.separator, "").replace(root.toString(), "the folder of models");
    }

    @Override
    public synchronized void rescan() {
        final Map<Kind, List<Served>> models = new EnumMap<>(Kind.class);
        final Map<Kind, Path> places = new EnumMap<>(Kind.class);
        for (final Kind kind : Kind.values())
            models.put(kind, new ArrayList<>());
        seen = 0;
        look(root, 0, models, places);
        models.replaceAll((kind, list) -> List.copyOf(list));
        found = models;
        folders = places;
    }

    private void look(final Path folder, final int depth, final Map<Kind, List<Served>> models,
            final Map<Kind, Path> places) {
        for (final Path path : list(folder)) {
            final String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
            if (Files.isDirectory(path)) {
                final Optional<Kind> own = FOLDERS.entrySet().stream().filter(e -> e.getValue().contains(name))
                        .map(Map.Entry::getKey).findFirst();
                if (own.isPresent() && !isModel(path)) {
                    places.putIfAbsent(own.get(), path);
                    collect(own.get(), path, path, depth + 1, models);
                } else if (isModel(path))
                    models.get(Kind.CHECKPOINT).add(served(root, path));
                else if (!OTHERS.contains(name) && depth < DEEPEST)
                    look(path, depth + 1, models, places);
            } else if (name.matches(".*\\.vae\\.(safetensors|ckpt|pt)"))
                models.get(Kind.VAE).add(served(root, path));
            else if (CHECKPOINTS.stream().anyMatch(name::endsWith) && isModel(path))
                models.get(Kind.CHECKPOINT).add(served(root, path));
        }
    }

    private void collect(final Kind kind, final Path from, final Path folder, final int depth,
            final Map<Kind, List<Served>> models) {
        for (final Path path : list(folder))
            if (Files.isDirectory(path)) {
                if (depth < DEEPEST)
                    collect(kind, from, path, depth + 1, models);
            } else if (ENDINGS.get(kind).stream().anyMatch(path.toString().toLowerCase(Locale.ROOT)::endsWith))
                models.get(kind).add(served(from, path));
    }

    private List<Path> list(final Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            final List<Path> sorted = all.filter(path -> !path.getFileName().toString().startsWith(".")).sorted()
                    .toList();
            seen += sorted.size();
            if (seen > MOST)
                throw new InpaintException("The folder '" + root + "' holds more than " + MOST
                        + " files: name the folder that holds the models.");
            return sorted;
        } catch (final IOException e) {
            if (folder.equals(root))
                throw new InpaintException("The folder '" + root + "' cannot be read (" + e.getMessage()
                        + "): name the folder that holds the models.", e);
            return List.of();
        }
    }

    /** Whether it is a whole model: an export, a checkpoint, or what an engine says it runs. */
    private static boolean isModel(final Path path) {
        final boolean folder = Files.isDirectory(path);
        if (folder && isExport(path) || isCheckpoint(path))
            return true;
        return (folder ? holdsNetwork(path) : path.toString().endsWith(NETWORK)) && Engines.found().available().stream()
                .anyMatch(engine -> !engine.capabilities().remote() && runs(engine, path.toString()));
    }

    /** What an engine claims by its name alone may be something else. */
    private static boolean runs(final Engine engine, final String path) {
        try {
            if (!engine.supportsModel(path))
                return false;
            engine.check(Engines.found().request(Map.of("engine", engine.id(), "model", path)));
            return true;
        } catch (final InpaintException e) {
            return false;
        }
    }

    /** Whether a folder holds the networks of one model, as diffusers and its exporters lay them. */
    private static boolean isExport(final Path folder) {
        return Files.isRegularFile(folder.resolve("model_index.json")) || DENOISERS.stream().anyMatch(name ->
                Files.isDirectory(folder.resolve(name)) || Files.isRegularFile(folder.resolve(name + ".onnx")));
    }

    /** Engines look into the folders of a folder, too, which may be models of their own. */
    private static boolean holdsNetwork(final Path folder) {
        try (DirectoryStream<Path> networks = Files.newDirectoryStream(folder, "*" + NETWORK)) {
            return networks.iterator().hasNext();
        } catch (final IOException e) {
            return false;
        }
    }

    private static boolean isCheckpoint(final Path file) {
        try {
            if (!Files.isRegularFile(file) || !Checkpoint.isLikely(file))
                return false;
            final CheckpointContents contents = CheckpointContents.of(Checkpoint.read(file));
            return contents.kind() == CheckpointKind.DIFFUSION_MODEL && contents.refusal().isEmpty();
        } catch (final InpaintException e) {
            // nobody has asked for this one
            return false;
        }
    }

    private static Served served(final Path from, final Path path) {
        return new Served(from.relativize(path).toString().replace('\\', '/'), path);
    }
}
