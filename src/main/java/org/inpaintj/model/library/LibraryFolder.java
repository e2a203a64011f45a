package org.inpaintj.model.library;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.inpaintj.core.InpaintException;

/**
 * A folder of models that the user named, and the program that it belongs to. Immutable; made anew when it is listed.
 *
 * @param root     as named, absolute
 * @param program  whose it is
 * @param places   folders that are looked through with all in them; not all need to be there
 * @param problems what could not be read of it, full sentences
 */
public record LibraryFolder(Path root, FolderProgram program, List<Path> places, List<String> problems) {

    /** Where a program may lie in the folder that was named; portable versions have a folder around it. */
    static final List<String> ROOTS = List.of("", "ComfyUI", "Fooocus", "webui", "stable-diffusion-webui");
    private static final String HUB_MODEL = "models--";

    /**
     * Looks whose folder one is.
     *
     * @param variables the values of environment variables, null for those that are not set
     */
    static LibraryFolder of(final Path given, final UnaryOperator<String> variables) {
        final Path named = given.toAbsolutePath().normalize();
        if (!Files.exists(named))
            return new LibraryFolder(named, FolderProgram.OWN, List.of(), List.of("The model folder '" + named
                    + "' is not there: connect its disk, or take it from the list of folders."));
        final List<String> problems = new ArrayList<>();
        if (Files.isRegularFile(named))
            return made(named, FolderProgram.COMFYUI, extra(named, variables, problems), problems);
        final FolderProgram own = program(named);
        if (own != FolderProgram.OWN)
            return made(named, own, places(named, own, variables, problems), problems);
        final Set<FolderProgram> programs = new LinkedHashSet<>();
        final Set<Path> places = new LinkedHashSet<>(List.of(named));
        for (final String inner : ROOTS) {
            final Path root = named.resolve(inner);
            final FolderProgram program = Files.isDirectory(root) ? program(root) : FolderProgram.OWN;
            if (program != FolderProgram.OWN) {
                programs.add(program);
                places.addAll(places(root, program, variables, problems));
            }
        }
        return made(named, programs.size() == 1 ? programs.iterator().next() : FolderProgram.OWN,
                List.copyOf(places), problems);
    }

    private static LibraryFolder made(final Path named, final FolderProgram program, final List<Path> places,
            final List<String> problems) {
        return new LibraryFolder(named, program, List.copyOf(places), List.copyOf(problems));
    }

    private static FolderProgram program(final Path root) {
        if (any(root, "fooocus_version.py", "config_modification_tutorial.txt"))
            return FolderProgram.FOOOCUS;
        if (any(root, "folder_paths.py", "extra_model_paths.yaml", "extra_model_paths.yaml.example",
                "models/diffusion_models", "models/checkpoints"))
            return FolderProgram.COMFYUI;
        if (any(root, "models/Stable-diffusion", "webui.py"))
            return any(root, "modules_forge", "backend") ? FolderProgram.FORGE : FolderProgram.A1111;
        if (any(root, "invokeai.yaml", "databases/invokeai.db"))
            return FolderProgram.INVOKEAI;
        if (any(root, "model_index.json"))
            return FolderProgram.DIFFUSERS;
        return hub(root).isEmpty() && hub(root.resolve("hub")).isEmpty() ? FolderProgram.OWN : FolderProgram.HUB_CACHE;
    }

    private static boolean any(final Path root, final String... names) {
        for (final String name : names)
            if (Files.exists(root.resolve(name)))
                return true;
        return false;
    }

    private static List<Path> places(final Path root, final FolderProgram program,
            final UnaryOperator<String> variables, final List<String> problems) {
        final Set<Path> places = new LinkedHashSet<>();
        switch (program) {
            case A1111, FORGE -> {
                for (final String name : List.of("models", "embeddings", "extensions/sd-webui-controlnet/models",
                        "extensions/sd-webui-segment-anything/models"))
                    places.add(root.resolve(name));
                places.addAll(told(() -> ProgramPaths.webUi(root), problems));
            }
            case COMFYUI -> {
                places.add(root.resolve("models"));
                for (final String name : List.of("extra_model_paths.yaml", "extra_model_paths.yml"))
                    if (Files.isRegularFile(root.resolve(name)))
                        places.addAll(extra(root.resolve(name), variables, problems));
            }
            case FOOOCUS -> {
                places.add(root.resolve("models"));
                places.addAll(told(() -> ProgramPaths.fooocus(root), problems));
            }
            case INVOKEAI -> {
                places.add(root.resolve("models"));
                places.add(root.resolve("autoimport"));
            }
            case HUB_CACHE -> {
                places.addAll(hub(root));
                places.addAll(hub(root.resolve("hub")));
            }
            case DIFFUSERS, OWN -> places.add(root);
        }
        return List.copyOf(places);
    }

    private static List<Path> extra(final Path file, final UnaryOperator<String> variables,
            final List<String> problems) {
        return told(() -> ExtraModelPaths.read(file, variables), problems);
    }

    /** Reads paths from settings. */
    @FunctionalInterface
    private interface Settings {
        List<Path> read();
    }

    private static List<Path> told(final Settings settings, final List<String> problems) {
        try {
            return settings.read();
        } catch (final InpaintException e) {
            problems.add(e.getMessage());
            return List.of();
        }
    }

    /** The snapshots of a cache, one a model: the one that {@code main} is, else the one that came last. */
    private static List<Path> hub(final Path cache) {
        final List<Path> snapshots = new ArrayList<>();
        for (final Path model : children(cache, HUB_MODEL)) {
            final Path main = model.resolve("refs/main");
            Path best = null;
            for (final Path snapshot : children(model.resolve("snapshots"), ""))
                if (best == null || time(snapshot) > time(best))
                    best = snapshot;
            try {
                final Path told = Files.isRegularFile(main)
                        ? model.resolve("snapshots").resolve(commit(SmallText.read(main))) : null;
                best = told != null && Files.isDirectory(told) ? told : best;
            } catch (final InpaintException e) {
                // unreadable: the newest will do
            }
            if (best != null)
                snapshots.add(best);
        }
        return snapshots;
    }

    private static String commit(final String text) {
        final String commit = text.strip();
        return commit.matches("[0-9a-fA-F]{4,64}") ? commit : "none";
    }

    private static long time(final Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toMillis();
        } catch (final IOException e) {
            return 0;
        }
    }

    private static List<Path> children(final Path folder, final String beginning) {
        final List<Path> children = new ArrayList<>();
        if (Files.isDirectory(folder))
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                for (final Path child : all)
                    if (child.getFileName().toString().startsWith(beginning) && Files.isDirectory(child))
                        children.add(child);
            } catch (final IOException | DirectoryIteratorException e) {
                return List.of();
            }
        children.sort(null);
        return children;
    }

    /**
     * How names of models in a folder begin: {@code owner/name} in a cache of Hugging Face, else the path itself.
     *
     * @param place one of {@link #places}
     */
    static String called(final Path place) {
        final Path model = place.getNameCount() > 2 ? place.getParent().getParent() : null;
        return model != null && model.getFileName().toString().startsWith(HUB_MODEL)
                ? model.getFileName().toString().substring(HUB_MODEL.length()).replace("--", "/")
                : place.toString().replace('\\', '/');
    }
}
