package org.inpaintj.model.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.onnx.file.OnnxModelInfo;

/**
 * The files of a model folder by what they are: networks, configurations, tokenizers. Nothing is loaded; a file that
 * should be a network and is none is remembered among {@link #damaged()}.
 */
public final class FolderScan implements ModelParts {

    private static final int DEPTH = 4, MAX_FILES = 2000, MAX_NETWORKS = 60;
    private static final long MAX_CONFIG = 1 << 20;

    private final List<Found> networks = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private final Map<Path, Boolean> tokenizers = new LinkedHashMap<>();
    private final Map<Path, JsonConfig> configs = new LinkedHashMap<>();
    private final Path folder;

    /** @throws InpaintException if the folder cannot be a model at all */
    public FolderScan(final Path folder) {
        this.folder = folder;
        if (!Files.exists(folder))
            throw new InpaintException("The model folder " + folder + " does not exist; check the path.");
        if (!Files.isDirectory(folder))
            throw new InpaintException(folder + " is a file; give the folder of the model, the one that holds"
                    + " all its parts.");
        final List<Path> files = files(folder);
        final List<Path> onnx = files.stream().filter(f -> f.toString().endsWith(".onnx")).toList();
        if (onnx.isEmpty())
            throw new InpaintException(folder + " holds no .onnx file; export the model to ONNX, for instance with"
                    + " optimum-cli, or give another folder.");
        if (onnx.size() > MAX_NETWORKS)
            throw new InpaintException(folder + " holds " + onnx.size()
                    + " .onnx files; give the folder of one model.");
        for (final Path file : onnx)
            try {
                final OnnxModelInfo info = OnnxModelInfo.read(file);
                networks.add(new Found(info, NetworkClassifier.of(info)));
            } catch (final InpaintException e) {
                damaged.add(e.getMessage());
            }
        for (final Path file : files)
            sort(file);
    }

    /**
     * The files of a folder and those below it, but hidden ones, in the order of their paths.
     *
     * @throws InpaintException if there are too many, or they cannot be listed
     */
    public static List<Path> files(final Path folder) {
        try (Stream<Path> walk = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            final List<Path> files = walk.filter(Files::isRegularFile).filter(f -> isVisible(folder.relativize(f)))
                    .limit(MAX_FILES + 1L).sorted().toList();
            if (files.size() > MAX_FILES)
                throw new InpaintException(folder + " holds too many files; give the folder of one model.");
            return files;
        } catch (final IOException | UncheckedIOException e) {
            throw new InpaintException(folder + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
        }
    }

    private static boolean isVisible(final Path file) {
        for (final Path part : file)
            if (part.toString().startsWith("."))
                return false;
        return true;
    }

    private void sort(final Path file) {
        final String name = file.getFileName().toString();
        if (name.equals("tokenizer.json"))
            tokenizers.put(file.getParent(), isUnigram(file));
        else if (name.equals("vocab.json") && Files.exists(file.resolveSibling("merges.txt")))
            tokenizers.putIfAbsent(file.getParent(), false);
        else if (name.endsWith(".json") && file.toFile().length() <= MAX_CONFIG)
            try {
                configs.put(file, JsonConfig.read(file));
            } catch (final InpaintException e) {
                damaged.add(e.getMessage());
            }
    }

    private boolean isUnigram(final Path file) {
        try {
            return JsonConfig.read(file).child("model").text("type", "").equals("Unigram");
        } catch (final InpaintException e) {
            damaged.add(e.getMessage());
            return false;
        }
    }

    /** The networks, in the order of their paths. */
    @Override
    public List<Found> networks() {
        return List.copyOf(networks);
    }

    /** Folders of tokenizers, in the order of their paths; true for T5. */
    public Map<Path, Boolean> tokenizers() {
        return Collections.unmodifiableMap(tokenizers);
    }

    @Override
    public List<TokenizerSource> clipTokenizers() {
        return tokenizers(false);
    }

    @Override
    public List<TokenizerSource> t5Tokenizers() {
        return tokenizers(true);
    }

    private List<TokenizerSource> tokenizers(final boolean unigram) {
        return tokenizers.entrySet().stream().filter(t -> t.getValue() == unigram)
                .<TokenizerSource>map(t -> new TokenizerSource.Folder(t.getKey())).toList();
    }

    @Override
    public String predictionTold() {
        return "";
    }

    /** The configuration of a network: beside it, else the only one of its class in the folder. */
    @Override
    public JsonConfig configOf(final OnnxModelInfo network, final String... classes) {
        final Predicate<JsonConfig> fits = c -> Stream.of(classes).anyMatch(name ->
                c.text("_class_name", "").contains(name)
                        || c.texts("architectures").stream().anyMatch(a -> a.contains(name)));
        final Path beside = network.file().resolveSibling("config.json");
        if (configs.containsKey(beside) && (fits.test(configs.get(beside)) || alone(network)))
            return configs.get(beside);
        final List<JsonConfig> fitting = configs.values().stream().filter(fits).toList();
        return fitting.size() == 1 ? fitting.get(0) : JsonConfig.absent(beside.toString());
    }

    private boolean alone(final OnnxModelInfo network) {
        final Path parent = network.file().getParent();
        return networks.stream().filter(f -> f.info().file().getParent().equals(parent)).count() == 1;
    }

    /** The scheduler_config.json, empty if the folder has none. */
    @Override
    public JsonConfig scheduler() {
        return config(c -> c.text("_class_name", "").endsWith("Scheduler") || c.has("num_train_timesteps"));
    }

    /** The first configuration that has a key, empty if none has. */
    public JsonConfig having(final String key) {
        return config(c -> c.has(key));
    }

    /** How images are prepared for the networks, as transformers saves it; empty if the folder does not say. */
    public JsonConfig preprocessor() {
        final Predicate<JsonConfig> prepares = c -> c.has("image_mean") && c.has("image_std");
        // from version 5 on it is a part of a larger file
        return configs.values().stream().flatMap(c -> Stream.of(c, c.isObject("image_processor")
                ? c.child("image_processor") : c)).filter(prepares).findFirst()
                .orElse(JsonConfig.absent(folder.toString()));
    }

    /** The model_index.json, empty if the folder has none. */
    @Override
    public JsonConfig index() {
        return config(c -> c.text("_class_name", "").endsWith("Pipeline"));
    }

    private JsonConfig config(final Predicate<JsonConfig> fits) {
        return configs.values().stream().filter(fits).findFirst().orElse(JsonConfig.absent(folder.toString()));
    }

    /** Every network of a role, in the order of their paths. */
    public List<OnnxModelInfo> all(final NetworkKind kind) {
        return networks.stream().filter(f -> f.kind() == kind).map(Found::info).toList();
    }

    /** Why files that should be networks are none, full sentences. */
    @Override
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    /**
     * The networks of a role, one a folder: of variants side by side the usable one with the plainest name.
     */
    @Override
    public List<OnnxModelInfo> of(final NetworkKind kind) {
        final Map<Path, OnnxModelInfo> best = new LinkedHashMap<>();
        for (final Found found : networks)
            if (found.kind() == kind)
                best.merge(found.info().file().getParent(), found.info(), FolderScan::better);
        return List.copyOf(best.values());
    }

    private static OnnxModelInfo better(final OnnxModelInfo a, final OnnxModelInfo b) {
        return rank(b) < rank(a) ? b : a;
    }

    private static int rank(final OnnxModelInfo c) {
        return (c.problems().isEmpty() ? 0 : 1 << 20) + (c.cpuProblem().isEmpty() ? 0 : 1 << 18)
                + Math.min(1 << 16, c.file().getFileName().toString().length());
    }

    /** What the networks are, for messages: "unet/model.onnx (a UNet), ...". */
    @Override
    public String contents() {
        return networks.isEmpty() ? "nothing usable" : String.join(", ", networks.stream()
                .map(f -> folder.relativize(f.info().file()) + " (" + f.kind().label() + ")").toList());
    }
}
