package org.inpaintj.core;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The system that Java runs on, as ONNX Runtime names it, and where it wants files kept. */
public final class Platform {

    private Platform() {}

    /** One of osx, win, linux. */
    public static String os() {
        final String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux";
    }

    /** The processor's kind: x64, or Java's name for any other. */
    public static String architecture() {
        final String name = System.getProperty("os.arch");
        return name.equals("amd64") || name.equals("x86_64") ? "x64" : name;
    }

    /** The user's folder for files that can be made again; it need not exist. Empty if the system names no home. */
    static Optional<Path> cache() {
        return cache(os(), System.getProperty("user.home"), System.getenv("LOCALAPPDATA"),
                System.getenv("XDG_CACHE_HOME"));
    }

    /**
     * As {@link #cache()}. Relative folders are passed over, as the XDG specification says: they would lie wherever the
     * program is started, which others may have prepared. Java's home is "?" for a user whom the system does not list.
     *
     * @param os one of those of {@link #os()}
     */
    static Optional<Path> cache(final String os, final String home, final String local, final String xdg) {
        if (os.equals("osx"))
            return below(home, "Library/Caches/InpaintJ");
        final Optional<Path> named = os.equals("win") ? below(local, "InpaintJ/cache") : below(xdg, "inpaintj");
        return named.isPresent() ? named : below(home, ".cache/inpaintj");
    }

    /** The user's folder for settings; it need not exist. Empty if the system names no home. */
    public static Optional<Path> config() {
        final Optional<Path> named = below(System.getenv(os().equals("win") ? "APPDATA" : "XDG_CONFIG_HOME"),
                "inpaintj");
        return named.isPresent() ? named : below(System.getProperty("user.home"), ".config/inpaintj");
    }

    /** The user's folder for what programs keep for long; it need not exist. Empty if the system names no home. */
    public static Optional<Path> data() {
        return data(os(), System.getProperty("user.home"), System.getenv("LOCALAPPDATA"),
                System.getenv("XDG_DATA_HOME"));
    }

    /** As {@link #data()}, of the same values as {@link #cache(String, String, String, String)}. */
    static Optional<Path> data(final String os, final String home, final String local, final String xdg) {
        if (os.equals("osx"))
            return below(home, "Library/Application Support/InpaintJ");
        final Optional<Path> named = os.equals("win") ? below(local, "InpaintJ") : below(xdg, "inpaintj");
        return named.isPresent() ? named : below(home, ".local/share/inpaintj");
    }

    private static Optional<Path> below(final String folder, final String inside) {
        try {
            final Path path = folder == null || folder.isEmpty() ? null : Path.of(folder);
            return path != null && path.isAbsolute() ? Optional.of(path.resolve(inside)) : Optional.empty();
        } catch (final InvalidPathException e) {
            return Optional.empty();
        }
    }
}
