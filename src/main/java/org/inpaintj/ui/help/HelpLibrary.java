package org.inpaintj.ui.help;

import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library that InpaintJ is built on, as this run has it.
 *
 * @param artifact its name in Maven's repositories
 * @param name     as people call it
 * @param licence  its SPDX identifier, or words
 * @param type     the name of a class of it
 * @param built    the version that InpaintJ was built with
 */
record HelpLibrary(String artifact, String name, String licence, String type, String built) {

    private static final String FILE = "libraries.txt";
    private static final Pattern VERSION = Pattern.compile(".*?-([0-9][\\w.+-]*)\\.(jar|zip)");

    /** All of them. */
    static List<HelpLibrary> all() {
        return HelpPages.text(FILE).lines().filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("\\|"))
                .map(part -> new HelpLibrary(part[0], part[1], part[2], part[3], part[4])).toList();
    }

    /** Whether it is here: Fiji has no library that only the command line uses. */
    boolean isHere() {
        return of() != null;
    }

    /** The version that runs, by the name of its file; where that tells none, the one of the build. */
    String version() {
        final Class<?> there = of();
        final CodeSource source = there == null ? null : there.getProtectionDomain().getCodeSource();
        final URL url = source == null ? null : source.getLocation();
        final Matcher file = VERSION.matcher(url == null ? "" : URLDecoder.decode(url.getPath(),
                StandardCharsets.UTF_8).replaceFirst(".*/", ""));
        return file.matches() && url.getPath().contains(artifact) ? file.group(1) : built;
    }

    private Class<?> of() {
        try {
            return Class.forName(type, false, HelpLibrary.class.getClassLoader());
        } catch (final ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
