package org.inpaintj.onnx;

import java.nio.file.Path;
import java.util.Locale;

/** The user's folder for files that can be made again. */
public final class CacheFolder {

    private CacheFolder() {}

    /** Where the system wants it; it need not exist. */
    public static Path path() {
        final String os = System.getProperty("os.name").toLowerCase(Locale.ROOT), home = System.getProperty("user.home");
        if (os.contains("mac"))
            return Path.of(home, "Library", "Caches", "InpaintJ");
        if (os.contains("win") && System.getenv("LOCALAPPDATA") != null)
            return Path.of(System.getenv("LOCALAPPDATA"), "InpaintJ", "cache");
        final String xdg = System.getenv("XDG_CACHE_HOME");
        return (xdg == null || xdg.isEmpty() ? Path.of(home, ".cache") : Path.of(xdg)).resolve("inpaintj");
    }
}
