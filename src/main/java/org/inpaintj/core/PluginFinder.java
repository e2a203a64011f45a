package org.inpaintj.core;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.scijava.plugin.SciJavaPlugin;

/**
 * Looks for plugins of a type in SciJava's index, which its annotation processor writes into each jar: JSON objects one
 * behind the other. That needs no SciJava context, so that plugins are the same in Fiji, in plain ImageJ, on the
 * command line and in programs without ImageJ. The entries of one type are picked out of the text;
 * {@code org.scijava.annotations.Index} would load the types of all plugins there are, which takes a tenth of the time
 * that the command line takes for a small job, and fails where a type's library is missing.
 *
 * @param <P>      the type
 * @param plugins  one of each class, best priority first, then by the name of the class
 * @param problems why others are left out, full sentences
 */
public record PluginFinder<P extends SciJavaPlugin>(List<P> plugins, List<String> problems) {

    private static final String INDEX = "META-INF/json/org.scijava.plugin.Plugin";
    private static final String START = "{\"class\":\"", PRIORITY = "\"priority\":";

    public PluginFinder {
        plugins = List.copyOf(plugins);
        problems = List.copyOf(problems);
    }

    /** A plugin that is not yet loaded; in the order of the plugins. */
    record Entry(String className, double priority) implements Comparable<Entry> {

        @Override
        public int compareTo(final Entry other) {
            final int first = Double.compare(other.priority, priority);
            return first == 0 ? className.compareTo(other.className) : first;
        }
    }

    /**
     * Makes one object of each class of a type that a loader or its parents can see. What cannot be loaded is a
     * problem, and never stops the others.
     *
     * @param what what a plugin of the type is called in sentences, such as "upscaler"
     */
    public static <P extends SciJavaPlugin> PluginFinder<P> of(final Class<P> type, final String what,
            final ClassLoader loader) {
        final List<P> plugins = new ArrayList<>();
        final List<String> problems = new ArrayList<>();
        // a loader may find what its parent finds
        final Set<Entry> entries = new TreeSet<>();
        try {
            for (final URL index : Collections.list(loader.getResources(INDEX)))
                entries.addAll(entries(read(index), type.getName()));
        } catch (final IOException e) {
            problems.add("Plugins of other jars were not looked for, as an index of plugins cannot be read (" + e
                    + ").");
        }
        for (final Entry entry : entries)
            try {
                plugins.add(type.cast(Class.forName(entry.className, true, loader).getDeclaredConstructor()
                        .newInstance()));
            } catch (final ReflectiveOperationException | RuntimeException | LinkageError e) {
                problems.add(cannotBeLoaded(what, entry.className, e));
            }
        return new PluginFinder<>(plugins, problems);
    }

    /** The sentence that says why a plugin is not there. */
    public static String cannotBeLoaded(final String what, final String className, final Throwable e) {
        return "The " + what + " " + className + " is left out, for it cannot be loaded ("
                + (e.getCause() == null ? e : e.getCause())
                + "): ask its author for a version that fits this one of InpaintJ.";
    }

    /** Without the cache of jars, which would keep a jar open that is to be replaced. */
    private static String read(final URL index) throws IOException {
        final URLConnection connection = index.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The plugins of a type in an index. Without streams and regular expressions, for the sake of a quick start. */
    static List<Entry> entries(final String index, final String type) {
        final String typed = "\"type\":\"" + type + '"';
        final List<Entry> entries = new ArrayList<>();
        for (int at = index.indexOf(typed); at >= 0; at = index.indexOf(typed, at + 1)) {
            final int start = index.lastIndexOf(START, at) + START.length(), end = index.indexOf(START, at);
            final String entry = index.substring(start, end < 0 ? index.length() : end);
            entries.add(new Entry(entry.substring(0, entry.indexOf('"')), priority(entry)));
        }
        return entries;
    }

    /** A number up to the next comma or brace; 0 if none is given. */
    private static double priority(final String entry) {
        final int at = entry.indexOf(PRIORITY);
        if (at < 0)
            return 0;
        int end = at + PRIORITY.length();
        while (",}".indexOf(entry.charAt(end)) < 0)
            end++;
        return Double.parseDouble(entry.substring(at + PRIORITY.length(), end));
    }
}
