package org.inpaintj.ui.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pages of help are those of {@code docs}, in the jar. A page is named by its path there, such as
 * {@code layers.md}. Safe on any thread.
 */
public final class HelpPages {

    /** Where a reader begins. */
    public static final String START = "inpaint.md";

    private static final String ROOT = "/org/inpaintj/help/", SITE = "https://github.com/inpaintj/inpaintj/blob/main/";
    /** What most readers look for; the others follow by their titles. */
    private static final List<String> FIRST = List.of("start.md", START, "panel.md", "select.md", "layers.md",
            "history.md", "prompts.md", "diffusion.md", "erasers.md", "models.md", "servers.md", "outpaint.md",
            "repair.md", "upscale.md", "sketch.md", "compare.md", "batch.md", "limits.md", "keys.md");
    private static List<String> names;

    private HelpPages() {}

    /** All pages in English, in the order of the contents. */
    public static synchronized List<String> names() {
        if (names == null) {
            final List<String> found = listed();
            found.removeIf(name -> !name.matches("[a-z-]+\\.md"));
            found.sort(Comparator.<String>comparingInt(name -> FIRST.contains(name) ? FIRST.indexOf(name)
                    : FIRST.size()).thenComparing(name -> name));
            names = List.copyOf(found);
        }
        return names;
    }

    /** The paths of all files of help, be they in a jar or in a folder of classes. */
    private static List<String> listed() {
        try {
            final URL start = HelpPages.class.getResource(ROOT + START);
            if (start.openConnection() instanceof JarURLConnection connection)
                try (Stream<String> entries = connection.getJarFile().stream().map(java.util.zip.ZipEntry::getName)) {
                    return new ArrayList<>(entries.filter(name -> name.startsWith(ROOT.substring(1)))
                            .map(name -> name.substring(ROOT.length() - 1)).toList());
                }
            final Path folder = Path.of(start.toURI()).getParent();
            try (Stream<Path> files = Files.walk(folder)) {
                return new ArrayList<>(files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                        .toList());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where a file of help lies; null if it is not there. */
    public static URL url(final String path) {
        return HelpPages.class.getResource(ROOT + path);
    }

    /** Whether a page is there. */
    public static boolean has(final String page) {
        return page.endsWith(".md") && url(page) != null;
    }

    /**
     * The same page in a language, where there is such a one; else the page itself.
     *
     * @param code of the language, such as zh_CN
     */
    static String in(final String code, final String page) {
        final String other = code.replaceFirst("_.*", "") + "/" + page;
        return has(other) ? other : page;
    }

    /** The text of a page, as Markdown, or of another file of help. */
    public static String text(final String path) {
        try (InputStream in = HelpPages.class.getResourceAsStream(ROOT + path)) {
            if (in == null)
                throw new IllegalArgumentException("help has no file " + path);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a link of a page leads to: a page with or without #anchor if it is here, else an address on the web.
     *
     * @param page where the link stands
     * @param link as it stands there
     */
    public static String resolve(final String page, final String link) {
        if (link.matches("[a-z]+:.*"))
            return link;
        if (link.startsWith("#"))
            return page + link;
        final String path = URI.create("docs/" + page).resolve(link).toString();
        final String below = path.startsWith("docs/") ? path.substring("docs/".length()) : "";
        return has(below.replaceFirst("#.*", "")) ? below : SITE + path;
    }

    /** Whether a target of {@link #resolve} leaves the program. */
    public static boolean isWeb(final String target) {
        return target.matches("[a-z]+:.*");
    }
}
