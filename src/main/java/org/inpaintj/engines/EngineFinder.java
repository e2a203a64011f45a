package org.inpaintj.engines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Plugin;

import org.inpaintj.engine.Engine;

/**
 * Looks for engines in SciJava's index of plugins, which the compiler writes into each jar. That needs no SciJava context,
 * so that engines are the same in Fiji, in plain ImageJ and on the command line.
 */
final class EngineFinder {

    /** One of them, not yet loaded. */
    private record Entry(String className, double priority) {
    }

    private final List<Engine> engines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    EngineFinder(final ClassLoader loader) {
        final List<Entry> entries = new ArrayList<>();
        for (final IndexItem<Plugin> item : Index.load(Plugin.class, loader))
            if (isEngine(item))
                entries.add(new Entry(item.className(), item.annotation().priority()));
        // the same jar may be found twice, by a loader and its parent
        entries.stream().distinct().sorted(Comparator.comparingDouble(Entry::priority).reversed()
                .thenComparing(Entry::className)).forEach(entry -> load(entry.className, loader));
    }

    /** A type of another plugin may lack a library. */
    private static boolean isEngine(final IndexItem<Plugin> item) {
        try {
            return item.annotation().type() == Engine.class;
        } catch (final RuntimeException | LinkageError e) {
            return false;
        }
    }

    private void load(final String name, final ClassLoader loader) {
        try {
            engines.add((Engine) Class.forName(name, true, loader).getDeclaredConstructor().newInstance());
        } catch (final ReflectiveOperationException | RuntimeException | LinkageError e) {
            final Throwable why = e.getCause() == null ? e : e.getCause();
            problems.add("The engine " + name + " is left out, for it cannot be loaded (" + why + "): ask its author for a "
                    + "version that fits this one of InpaintJ.");
        }
    }

    List<Engine> engines() {
        return engines;
    }

    List<String> problems() {
        return problems;
    }
}
