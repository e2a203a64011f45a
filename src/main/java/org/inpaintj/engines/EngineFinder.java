package org.inpaintj.engines;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.engine.Engine;

/**
 * Looks for engines in SciJava's index of plugins, which its annotation processor writes into each jar: JSON objects
 * one behind the other. That needs no SciJava context, so that engines are the same in Fiji, in plain ImageJ and on
 * the command line. The entries of engines are picked out of the text; {@code org.scijava.annotations.Index} would
 * load the types of all plugins there are, which takes a tenth of the time that the command line takes for a small job.
 */
final class EngineFinder {

    private static final String INDEX = "META-INF/json/org.scijava.plugin.Plugin";
    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"" + Pattern.quote(Engine.class.getName())
            + "\"");
    private static final Pattern CLASS = Pattern.compile("\\{\\s*\"class\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern PRIORITY = Pattern.compile("\"priority\"\\s*:\\s*([-+.0-9Ee]+)");

    /** One of them, not yet loaded. */
    record Entry(String className, double priority) {
    }

    private final List<Engine> engines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    EngineFinder(final ClassLoader loader) {
        final List<Entry> entries = new ArrayList<>();
        try {
            for (final URL index : Collections.list(loader.getResources(INDEX)))
                entries.addAll(entries(read(index)));
        } catch (final IOException e) {
            problems.add("Plugins of other jars were not looked for, as an index of plugins cannot be read (" + e
                    + ").");
        }
        // a loader may find what its parent finds
        entries.stream().distinct().sorted(Comparator.comparingDouble(Entry::priority).reversed()
                .thenComparing(Entry::className)).forEach(entry -> load(entry.className, loader));
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
        if (!TYPE.matcher(index).find())
            return entries;
        final Matcher starts = CLASS.matcher(index);
        int from = starts.find() ? starts.start() : -1;
        while (from >= 0) {
            final String name = starts.group(1);
            final int to = starts.find() ? starts.start() : -1;
            final String entry = index.substring(from, to < 0 ? index.length() : to);
            final Matcher priority = PRIORITY.matcher(entry);
            if (TYPE.matcher(entry).find())
                entries.add(new Entry(name, priority.find() ? Double.parseDouble(priority.group(1)) : 0));
            from = to;
        }
        return entries;
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
