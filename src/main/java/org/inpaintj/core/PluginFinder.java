package org.inpaintj.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.SciJavaPlugin;

/**
 * Looks for plugins of a type in SciJava's index, which the compiler writes into each jar. That needs no SciJava
 * context, so that plugins are the same in Fiji, in plain ImageJ, on the command line and in programs without ImageJ.
 *
 * @param plugins  one of each class, best priority first, then by the name of the class
 * @param problems why others are left out, full sentences
 */
public record PluginFinder<P extends SciJavaPlugin>(List<P> plugins, List<String> problems) {

    public PluginFinder {
        plugins = List.copyOf(plugins);
        problems = List.copyOf(problems);
    }

    /** One of them, not yet loaded. */
    private record Entry(String className, double priority) {
    }

    /**
     * Makes one object of each class of a type that a loader or its parents can see. What cannot be loaded is a
     * problem, and never stops the others.
     *
     * @param what what a plugin of the type is called in sentences, such as "upscaler"
     */
    public static <P extends SciJavaPlugin> PluginFinder<P> of(final Class<P> type, final String what,
            final ClassLoader loader) {
        final List<Entry> entries = new ArrayList<>();
        for (final IndexItem<Plugin> item : Index.load(Plugin.class, loader))
            if (isOf(type, item))
                entries.add(new Entry(item.className(), item.annotation().priority()));
        final List<P> plugins = new ArrayList<>();
        final List<String> problems = new ArrayList<>();
        // the same jar may be found twice, by a loader and its parent
        entries.stream().distinct().sorted(Comparator.comparingDouble(Entry::priority).reversed()
                .thenComparing(Entry::className)).forEach(entry -> {
                    try {
                        plugins.add(type.cast(Class.forName(entry.className, true, loader).getDeclaredConstructor()
                                .newInstance()));
                    } catch (final ReflectiveOperationException | RuntimeException | LinkageError e) {
                        problems.add("The " + what + " " + entry.className + " is left out, for it cannot be loaded ("
                                + (e.getCause() == null ? e : e.getCause())
                                + "): ask its author for a version that fits this one of InpaintJ.");
                    }
                });
        return new PluginFinder<>(plugins, problems);
    }

    /** A type of another plugin may lack a library. */
    private static boolean isOf(final Class<?> type, final IndexItem<Plugin> item) {
        try {
            return item.annotation().type() == type;
        } catch (final RuntimeException | LinkageError e) {
            return false;
        }
    }
}
