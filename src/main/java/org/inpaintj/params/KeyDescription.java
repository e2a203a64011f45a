package org.inpaintj.params;

import java.lang.annotation.Annotation;

/**
 * A key description holds what a {@link Key} says, without Java's annotations: see {@link KeyDescriptions}. The
 * components are those of the annotation, in the order in which {@link #texts} writes them.
 */
record KeyDescription(String label, String help, String def, double min, double max, Path path, int lines,
        KeyGroup group, int place, String first, String when, String after, boolean drawn, Scope scope)
        implements Key {

    static final int TEXTS = 14;

    static KeyDescription of(final Key key) {
        return new KeyDescription(key.label(), key.help(), key.def(), key.min(), key.max(), key.path(), key.lines(),
                key.group(), key.place(), key.first(), key.when(), key.after(), key.drawn(), key.scope());
    }

    /** Reads what {@link #texts} has written. */
    static KeyDescription of(final String[] t, final int from) {
        return new KeyDescription(t[from], t[from + 1], t[from + 2], Double.parseDouble(t[from + 3]),
                Double.parseDouble(t[from + 4]), Path.valueOf(t[from + 5]), Integer.parseInt(t[from + 6]),
                KeyGroup.valueOf(t[from + 7]), Integer.parseInt(t[from + 8]), t[from + 9], t[from + 10],
                t[from + 11], Boolean.parseBoolean(t[from + 12]), Scope.valueOf(t[from + 13]));
    }

    String[] texts() {
        return new String[] { label, help, def, Double.toString(min), Double.toString(max), path.name(),
                Integer.toString(lines), group.name(), Integer.toString(place), first, when, after,
                Boolean.toString(drawn), scope.name() };
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return Key.class;
    }
}
