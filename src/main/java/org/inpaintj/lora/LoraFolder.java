package org.inpaintj.lora;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.NearMatches;

/** A folder with LoRA files, in folders of their own if wanted; or one such file. */
public final class LoraFolder {

    private static final Set<String> EXTENSIONS = Set.of(".safetensors", ".pt", ".pth", ".ckpt", ".bin");
    private static final int DEPTH = 12, MOST = 100_000;

    private final Path place;
    private final List<Path> files = new ArrayList<>();

    /**
     * Looks for the files.
     *
     * @param place a folder, or a file
     * @throws InpaintException if it is neither
     */
    public LoraFolder(final Path place) {
        this.place = place;
        if (Files.isRegularFile(place)) {
            files.add(place);
            return;
        }
        if (!Files.isDirectory(place))
            throw new InpaintException("There is no folder or file '" + place + "' for LoRA files: name one (loras).");
        try (Stream<Path> all = Files.walk(place, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            all.filter(LoraFolder::isCandidate).limit(MOST).sorted().forEach(files::add);
        } catch (final IOException | UncheckedIOException e) {
            throw new InpaintException("The folder " + place + " for LoRA files cannot be read (" + e.getMessage()
                    + "); check its permissions.", e);
        }
    }

    private static boolean isCandidate(final Path file) {
        final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }

    /**
     * The file that a prompt calls so: as {@link #find}.
     *
     * @throws InpaintException if there is none, or more than one
     */
    public Path file(final String name) {
        return find(name).orElseThrow(() -> absent(name));
    }

    /**
     * The file that a prompt calls so: its name without the extension, or with it, or its path below the folder.
     *
     * @throws InpaintException if there is more than one
     */
    public Optional<Path> find(final String name) {
        final String wanted = name.strip().replace('\\', '/');
        for (final Predicate<Path> rule : List.<Predicate<Path>>of(file -> is(file, wanted, false),
                file -> is(file, wanted, true))) {
            final List<Path> found = files.stream().filter(rule).toList();
            if (found.size() > 1)
                throw new InpaintException("Two files in " + place + " are called '" + name + "', " + found.get(0)
                        + " and " + found.get(1) + ": name one by its path below that folder, such as <lora:"
                        + below(found.get(0)) + ":1>.");
            if (found.size() == 1)
                return Optional.of(found.get(0));
        }
        return Optional.empty();
    }

    /** Says that there is none of a name. */
    public InpaintException absent(final String name) {
        final String near = NearMatches.of(name.strip().replace('\\', '/'),
                files.stream().map(LoraFile::title).toList());
        return new InpaintException("There is no LoRA file '" + name + "' in " + place
                + (near.isEmpty() ? ": put it there, or correct the tag in the prompt." : "; " + near));
    }

    private boolean is(final Path file, final String wanted, final boolean ignoringCase) {
        for (final String name : List.of(LoraFile.title(file), file.getFileName().toString(), below(file),
                below(file) + file.getFileName().toString().substring(LoraFile.title(file).length())))
            if (ignoringCase ? name.equalsIgnoreCase(wanted) : name.equals(wanted))
                return true;
        return false;
    }

    /** A file's path below the folder, without its extension. */
    private String below(final Path file) {
        if (file.equals(place))
            return LoraFile.title(file);
        final Path path = place.relativize(file).resolveSibling(LoraFile.title(file));
        return path.toString().replace('\\', '/');
    }
}
