package org.inpaintj.model.library;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.checkpoint.CheckpointFamily;
import org.inpaintj.model.folder.NetworkKind;

/** Tells what a folder with several files of one model is, by its configuration and what its networks are. */
final class FolderReader {

    private static final int MOST_NETWORKS = 60;
    private static final String CLASS = "_class_name";

    private FolderReader() {}

    /**
     * Reads small files, and of networks their headers. Never throws.
     *
     * @param files tells what a file is
     */
    static ContentFacts read(final LibraryEntry entry, final Function<Path, ContentFacts> files) {
        try {
            return switch (entry.kind()) {
                case PIPELINE -> pipeline(entry.path());
                case PART -> part(entry.path());
                case NETWORKS -> networks(entry.path(), files);
                case FILE -> files.apply(entry.path());
            };
        } catch (final InpaintException e) {
            return ContentFacts.nothing(e.getMessage());
        }
    }

    /** What was saved as a whole; that of a cache may lack the parts that nobody has asked for. */
    private static ContentFacts pipeline(final Path folder) {
        final boolean whole = List.of("unet", "transformer").stream().anyMatch(part -> holdsWeights(
                folder.resolve(part)));
        if (!whole)
            return ContentFacts.nothing("'" + folder + "' holds no weights of a UNet: download all of the model.");
        final Path index = folder.resolve("model_index.json"), text = folder.resolve("text_encoder/config.json");
        final JsonConfig told = json(index);
        final String name = told.text(CLASS, "");
        final String family = name.contains("StableDiffusion3") ? "Stable Diffusion 3"
                : name.contains("XL") ? CheckpointFamily.SDXL.title()
                : name.startsWith("Flux") ? "FLUX" : width(json(text).whole("hidden_size", 0));
        final ContentFacts facts = ContentFacts.of(ModelRole.MODEL, "a diffusion model", family);
        final String alias = told.text("_name_or_path", "").replace('\\', '/');
        return new ContentFacts(facts.role(), facts.kind(), facts.family(),
                alias.isBlank() || alias.startsWith(".") ? List.of()
                        : List.of(alias.substring(alias.lastIndexOf('/') + 1)), List.of(), false, "");
    }

    private static JsonConfig json(final Path file) {
        return Files.isRegularFile(file) ? SmallText.json(file) : JsonConfig.absent(file.toString());
    }

    private static String width(final int hidden) {
        return hidden == CheckpointFamily.SD1.contextWidth() ? CheckpointFamily.SD1.title()
                : hidden == CheckpointFamily.SD2.contextWidth() ? CheckpointFamily.SD2.title() : "";
    }

    private static boolean holdsWeights(final Path part) {
        return list(part).stream().map(file -> file.getFileName().toString())
                .anyMatch(name -> name.endsWith(".safetensors") || name.endsWith(".bin") || name.endsWith(".onnx"));
    }

    private static ContentFacts part(final Path folder) {
        final JsonConfig config = json(folder.resolve("config.json"));
        final String name = config.text(CLASS, "");
        if (name.equals("ControlNetModel"))
            return ContentFacts.of(ModelRole.CONTROLNET, "a ControlNet",
                    Stream.of(CheckpointFamily.values()).filter(family -> family.contextWidth()
                            == config.whole("cross_attention_dim", 0)).map(CheckpointFamily::title).findFirst()
                            .orElse(""));
        if (name.startsWith("Autoencoder"))
            return ContentFacts.of(ModelRole.VAE, "a VAE", "");
        return ContentFacts.nothing("'" + folder + "' is a " + (name.isEmpty() ? "part of a model" : name)
                + ", which is nothing by itself.");
    }

    private static ContentFacts networks(final Path folder, final Function<Path, ContentFacts> files) {
        final List<Path> all = new ArrayList<>(list(folder));
        all.addAll(list(folder.resolve("onnx")));
        final Set<String> kinds = all.stream().filter(file -> file.toString().endsWith(".onnx")).limit(MOST_NETWORKS)
                .map(file -> files.apply(file).kind()).collect(Collectors.toSet());
        if (has(kinds, NetworkKind.UNET) || has(kinds, NetworkKind.CONTROLLED_UNET)
                || has(kinds, NetworkKind.TRANSFORMER))
            return ContentFacts.of(ModelRole.MODEL, "a diffusion model", "");
        if (has(kinds, NetworkKind.SEGMENT_ENCODER) && has(kinds, NetworkKind.SEGMENT_DECODER))
            return ContentFacts.of(ModelRole.SEGMENTER, "a Segment Anything model", "");
        if (has(kinds, NetworkKind.DETECTOR))
            return ContentFacts.of(ModelRole.DETECTOR, "a detector", "");
        if (has(kinds, NetworkKind.IMAGE_TAGGER) || has(kinds, NetworkKind.CAPTION_DECODER))
            return ContentFacts.of(ModelRole.INTERROGATOR, "a tagger or captioner", "");
        return ContentFacts.nothing("'" + folder + "' holds no networks that belong together.");
    }

    private static boolean has(final Set<String> kinds, final NetworkKind kind) {
        return kinds.contains(kind.label());
    }

    private static List<Path> list(final Path folder) {
        final List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder))
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                all.forEach(files::add);
            } catch (final IOException | DirectoryIteratorException e) {
                return List.of();
            }
        files.sort(null);
        return files;
    }
}
