package org.inpaintj.model.library;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.JsonConfig;

/** Folders of models that the settings of programs name, beside those that they have by themselves. */
final class ProgramPaths {

    /** Arguments of the WebUI that are folders of models; those of other kinds follow in {@link #webUi}. */
    private static final Pattern ARGUMENT = Pattern.compile("--(ckpt-dir|vae-dir|lora-dir|lyco-dir|embeddings-dir|"
            + "esrgan-models-path|realesrgan-models-path|dat-models-path|controlnet-dir|"
            + "controlnet-preprocessor-models-dir|models-dir|data-dir|forge-ref-a1111-home)[ =]"
            + "(?:\"([^\"]+)\"|'([^']+)'|([^\\s\"']+))");
    private static final Pattern COMMENT = Pattern.compile("(?i)\\s*(#|rem\\b|::).*");
    private static final List<String> STARTERS = List.of("webui-user.sh", "webui-user.bat");
    private static final String SETTING = "control_net_models_path";

    private ProgramPaths() {}

    /**
     * Those of the WebUI and Forge: the arguments in {@code webui-user}, the path in {@code config.json}.
     *
     * @throws org.inpaintj.core.InpaintException if a file cannot be read
     */
    static List<Path> webUi(final Path root) {
        final List<Path> paths = new ArrayList<>();
        for (final String name : STARTERS)
            if (Files.isRegularFile(root.resolve(name)))
                SmallText.read(root.resolve(name)).lines().filter(line -> !COMMENT.matcher(line).matches())
                        .forEach(line -> arguments(line, root, paths));
        final Path settings = root.resolve("config.json");
        if (Files.isRegularFile(settings))
            for (final String text : SmallText.json(settings).texts(SETTING))
                add(text, root, paths);
        return paths;
    }

    private static void arguments(final String line, final Path root, final List<Path> paths) {
        final Matcher found = ARGUMENT.matcher(line);
        while (found.find()) {
            final String value = found.group(2) != null ? found.group(2)
                    : found.group(3) != null ? found.group(3) : found.group(4);
            final List<Path> named = new ArrayList<>();
            add(value, root, named);
            final boolean whole = found.group(1).equals("data-dir") || found.group(1).equals("forge-ref-a1111-home");
            for (final Path path : named)
                paths.addAll(whole ? List.of(path.resolve("models"), path.resolve("embeddings")) : List.of(path));
        }
    }

    /**
     * Those of Fooocus, {@code path_...} in {@code config.txt}.
     *
     * @throws org.inpaintj.core.InpaintException if the file cannot be read
     */
    static List<Path> fooocus(final Path root) {
        final List<Path> paths = new ArrayList<>();
        final Path file = root.resolve("config.txt");
        if (!Files.isRegularFile(file))
            return paths;
        final JsonConfig config = SmallText.json(file);
        for (final String key : config.keys().stream().sorted().toList())
            if (key.startsWith("path_") && !key.equals("path_outputs"))
                for (final String text : config.texts(key))
                    add(text, root, paths);
        return paths;
    }

    private static void add(final String text, final Path root, final List<Path> paths) {
        final boolean home = text.startsWith("~/") || text.startsWith("~\\");
        path(home ? System.getProperty("user.home") + text.substring(1) : text)
                .ifPresent(path -> paths.add(root.resolve(path).toAbsolutePath().normalize()));
    }

    private static Optional<Path> path(final String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()));
        } catch (final InvalidPathException e) {
            return Optional.empty();
        }
    }
}
