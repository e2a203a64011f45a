package org.inpaintj.engines;

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

import org.inpaintj.engine.Engine;

/**
 * Looks for engines in SciJava's index of plugins, which its annotation processor writes into each jar: JSON objects
 * one behind the other. That needs no SciJava context, so that engines are the same in Fiji, in plain ImageJ and on
 * the command line. The entries of engines are picked out of the text; {@code org.scijava.annotations.Index} would
 * load the types of all plugins there are, which takes a tenth of the time that the command line takes for a small job.
 */
final class EngineFinder {

    private static final String INDEX = "META-INF/json/org.scijava.plugin.Plugin";
    private static final String START = "{\"class\":\"", PRIORITY = "\"priority\":";
    private static final String TYPE = "\"type\":\"" + Engine.class.getName() + '"';

    /** One of them, not yet loaded; in the order of the engines. */
    record Entry(String className, double priority) implements Comparable<Entry> {

        @Override
        public int compareTo(final Entry other) {
            final int first = Double.compare(other.priority, priority);
            return first == 0 ? className.compareTo(other.className) : first;
        }
    }

    private final List<Engine> engines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    EngineFinder(final ClassLoader loader) {
        // a loader may find what its parent finds
        final Set<Entry> entries = new TreeSet<>();
        try {
            for (final URL index : Collections.list(loader.getResources(INDEX)))
                entries.addAll(entries(read(index)));
        } catch (final IOException e) {
            problems.add("Plugins of other jars were not looked for, as an index of plugins cannot be read (" + e
                    + ").");
        }
        for (final Entry entry : entries)
            load(entry.className, loader);
    }

    /** Without the cache of jars, which would keep a jar open that is to be replaced. */
    private static String read(final URL index) throws IOException {
        final URLConnection connection = index.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The engines of an index. */
    static List<Entry> entries(final String index) {
        final List<Entry> entries = new ArrayList<>();
        for (int at = index.indexOf(TYPE); at >= 0; at = index.indexOf(TYPE, at + 1)) {
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

    private void load(final String name, final ClassLoader loader) {
        try {
            engines.add((Engine) Class.forName(name, true, loader).getDeclaredConstructor().newInstance());
        } catch (final ReflectiveOperationException | RuntimeException | LinkageError e) {
            problems.add(cannotBeLoaded(name, e));
        }
    }

    /** Says why an engine is not there. */
    static String cannotBeLoaded(final String name, final Throwable e) {
        return "The engine " + name + " is left out, for it cannot be loaded (" + (e.getCause() == null ? e
                : e.getCause())
                + "): ask its author for a version that fits this one of InpaintJ.";
    }

    List<Engine> engines() {
        return engines;
    }

    List<String> problems() {
        return problems;
    }
}
