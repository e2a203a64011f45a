package org.inpaintj.onnx;

import java.nio.file.Path;
import java.util.Locale;

/** The system that Java runs on, as ONNX Runtime names it, and where it wants files kept. */
public final class Platform {

    private Platform() {}

    /** One of osx, win, linux. */
    static String os() {
        final String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux";
    }

    /** The processor's kind: x64, or Java's name for any other. */
    static String architecture() {
        final String name = System.getProperty("os.arch");
        return name.equals("amd64") || name.equals("x86_64") ? "x64" : name;
    }

    /** The user's folder for files that can be made again; it need not exist. */
    public static Path cache() {
        final String os = os(), home = System.getProperty("user.home");
        if (os.equals("win") && System.getenv("LOCALAPPDATA") != null)
            return Path.of(System.getenv("LOCALAPPDATA"), "InpaintJ", "cache");
        if (os.equals("osx"))
            return Path.of(home, "Library", "Caches", "InpaintJ");
        final String xdg = System.getenv("XDG_CACHE_HOME");
        return (xdg == null || xdg.isEmpty() ? Path.of(home, ".cache") : Path.of(xdg)).resolve("inpaintj");
    }
}
