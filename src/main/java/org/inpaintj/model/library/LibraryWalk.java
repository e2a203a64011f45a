package org.inpaintj.model.library;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.Progress;
import org.inpaintj.model.library.LibraryEntry.Kind;

/**
 * Walks through the folders of a {@link LibraryFolder} and lists what may be a model, by names alone. Links are
 * followed, but none twice; how deep and how many is bounded; what cannot be read is said and passed over.
 */
final class LibraryWalk {

    private static final int DEPTH = 12, MOST = 50_000;
    private static final Set<String> ENDINGS =
            Set.of(".safetensors", ".sft", ".ckpt", ".pt", ".pth", ".bin", ".onnx");
    /** Names that say nothing; the folder's stands for them. */
    private static final Set<String> PLAIN = Set.of("model", "learned_embeds", "pytorch_lora_weights", "adapter_model",
            "diffusion_pytorch_model", "pytorch_model");
    private static final Set<String> NO_MODELS = Set.of("__pycache__", "node_modules", "venv", "site-packages",
            "python_embeded", "custom_nodes");
    private static final Pattern LATER_SHARD = Pattern.compile(".*-(?!0*1-)\\d{5}-of-\\d{5}");
    private static final Pattern SHARD = Pattern.compile("-\\d{5}-of-\\d{5}$");
    private static final String PART = "diffusion_pytorch_model", CONFIG = "config.json", ONNX = ".onnx";

    private final LibraryFolder folder;
    private final Progress progress;
    private final List<LibraryEntry> entries = new ArrayList<>();
    private final Map<Path, FileStamp> stamps = new TreeMap<>();
    private final Set<Path> real = new HashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private int listed;

    private LibraryWalk(final LibraryFolder folder, final Progress progress) {
        this.folder = folder;
        this.progress = progress;
        problems.addAll(folder.problems());
    }

    /**
     * What was found.
     *
     * @param seen folders and settings as they were when it began
     */
    record Found(LibraryFolder folder, List<LibraryEntry> entries, List<FileStamp> seen, Instant when,
            List<String> problems) {

        /** File systems count time in steps; what changed just before may change again within one. */
        private static final long STEP_MILLIS = 2000;

        /** Whether nothing has changed since, as far as the times of folders tell. */
        boolean isFresh() {
            return seen.stream().allMatch(stamp -> stamp.equals(FileStamp.of(stamp.file()))
                    && stamp.time().toInstant().plusMillis(STEP_MILLIS).isBefore(when));
        }
    }

    /** Walks; it may take seconds on a slow disk. */
    static Found of(final LibraryFolder folder, final Progress progress) {
        final LibraryWalk walk = new LibraryWalk(folder, progress);
        final Instant when = Instant.now();
        walk.stamp(folder.root());
        for (final String inner : LibraryFolder.ROOTS)
            for (final String name : List.of("webui-user.sh", "webui-user.bat", "config.json", "config.txt",
                    "extra_model_paths.yaml", "models", "hub"))
                walk.stamp(folder.root().resolve(inner).resolve(name));
        for (final Path place : folder.places())
            walk.place(place);
        return new Found(folder, List.copyOf(walk.entries), List.copyOf(walk.stamps.values()), when,
                List.copyOf(walk.problems));
    }

    /** Remembers how a folder or file is before it is looked into. */
    private void stamp(final Path path) {
        stamps.computeIfAbsent(path, FileStamp::of);
    }

    private void place(final Path place) {
        for (final String around : List.of("", "..", "../../refs/main"))
            stamp(place.resolve(around).normalize());
        if (Files.isDirectory(place))
            walk(place, LibraryFolder.called(place), "", 0, false);
        else if (Files.exists(place))
            problems.add("'" + place + "' is no folder, so no model is looked for in it.");
    }

    private void walk(final Path at, final String called, final String below, final int depth, final boolean inner) {
        progress.check();
        if (depth > DEPTH) {
            problems.add("'" + at + "' lies more than " + DEPTH + " folders deep and is not looked into.");
            return;
        }
        final TreeMap<String, Path> children = new TreeMap<>();
        try {
            if (!real.add(at.toRealPath()))
                return;
            stamp(at);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(at)) {
                for (final Path child : all) {
                    if (++listed > MOST) {
                        problems.add("'" + folder.root() + "' holds more than " + MOST + " files; what is beyond that "
                                + "is not listed: name the folder of models in it.");
                        return;
                    }
                    children.put(child.getFileName().toString(), child);
                }
            }
        } catch (final IOException | DirectoryIteratorException | InvalidPathException | SecurityException e) {
            problems.add("'" + at + "' cannot be read (" + e.getClass().getSimpleName() + "): check its permissions.");
            return;
        }
        final boolean pipeline = isPipeline(at, children.keySet());
        final boolean part = !pipeline && isPart(children.keySet());
        if (pipeline || part)
            entries.add(new LibraryEntry(at, pipeline ? Kind.PIPELINE : Kind.PART, called, below, "", folder));
        else if (!inner && (children.keySet().stream().anyMatch(name -> name.endsWith(ONNX))
                || children.containsKey("onnx") && children.containsKey(CONFIG)))
            entries.add(new LibraryEntry(at, Kind.NETWORKS, called, below, "", folder));
        children.forEach((name, path) -> {
            if (name.startsWith("."))
                return;
            if (Files.isRegularFile(path))
                file(name, path, called, below, pipeline || part);
            else if (!pipeline && !part && !NO_MODELS.contains(name) && Files.isDirectory(path))
                walk(path, called + '/' + name, below.isEmpty() ? name : below + '/' + name, depth + 1,
                        name.equals("onnx") && children.containsKey(CONFIG));
        });
    }

    private void file(final String name, final Path path, final String called, final String below,
            final boolean inModel) {
        final int dot = name.lastIndexOf('.');
        final String ending = dot > 0 ? name.substring(dot) : "";
        if (!ENDINGS.contains(ending.toLowerCase(Locale.ROOT)))
            return;
        final String stem = name.substring(0, dot);
        final boolean plain = PLAIN.contains(stem) || stem.startsWith(PART);
        if (LATER_SHARD.matcher(stem).matches() || inModel && plain)
            return;
        final String bare = SHARD.matcher(stem).replaceFirst("");
        entries.add(new LibraryEntry(path, Kind.FILE, plain ? called : called + '/' + bare,
                plain ? below : below.isEmpty() ? bare : below + '/' + bare, ending, folder));
    }

    private static boolean isPipeline(final Path at, final Set<String> names) {
        if (names.contains("model_index.json"))
            return true;
        for (final String part : List.of("unet", "transformer"))
            if (names.contains(part))
                for (final String sign : List.of(CONFIG, "model.onnx", PART + ".safetensors", PART + ".bin"))
                    if (Files.isRegularFile(at.resolve(part).resolve(sign)))
                        return true;
        return false;
    }

    private static boolean isPart(final Set<String> names) {
        return names.contains(CONFIG) && names.stream().anyMatch(name -> name.startsWith(PART));
    }
}
