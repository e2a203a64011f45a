package org.inpaintj.upscale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;

/**
 * Finds the second file of {@code realesr-general-x4v3}: the training that keeps noise, {@code
 * realesr-general-wdn-x4v3}, told by its name beside the first one, as Real-ESRGAN does it.
 */
final class WeakDenoiser {

    private static final String VERSION = "x4v3", WEAK = "wdn-";
    private static final List<String> ENDINGS = List.of("", ".pth", ".safetensors", ".pt");

    private WeakDenoiser() {}

    /** Whether a file is called as the first of two. */
    static boolean has(final Path file) {
        final String name = lower(file);
        return name.contains(VERSION) && !name.contains("wdn");
    }

    /**
     * The second file, of whatever ending and case.
     *
     * @param file of which {@link #has} is true
     * @throws InpaintException if it is not there
     */
    static Path beside(final Path file) {
        final int at = lower(file).lastIndexOf(VERSION);
        final String name = new StringBuilder(file.getFileName().toString()).insert(at, WEAK).toString();
        final int dot = name.lastIndexOf('.');
        final String stem = dot > 0 ? name.substring(0, dot) : name;
        for (final String ending : ENDINGS) {
            final String wanted = (ending.isEmpty() ? name : stem + ending).toLowerCase(Locale.ROOT);
            final Optional<Path> found = find(file.toAbsolutePath().getParent(), wanted);
            if (found.isPresent())
                return found.get();
        }
        throw new InpaintException("A denoise strength below 1 mixes two trainings of this upscaler, and the second, "
                + name + ", is not beside " + file + ": put it there, or take denoise=1.");
    }

    private static Optional<Path> find(final Path folder, final String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> lower(file).equals(name)).findFirst();
        } catch (final IOException e) {
            throw new InpaintException(folder + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
        }
    }

    private static String lower(final Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
