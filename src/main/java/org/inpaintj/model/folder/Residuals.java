package org.inpaintj.model.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.inpaintj.onnx.file.ValueInfo;

/**
 * The residuals that a ControlNet gives and a UNet takes: one for each map that the UNet's way up takes, and one for
 * its middle. Exporters name them in many ways, so they are told by the numbers in their names, else by their places.
 *
 * @param all those of the maps in the order in which the way down makes them, then that of the middle; empty if there
 *            are none
 */
public record Residuals(List<ValueInfo> all) {

    /** A network with fewer inputs of the kind takes none. */
    static final int FEWEST = 4;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    public Residuals {
        all = List.copyOf(all);
    }

    /** In the order of a graph's inputs or outputs to their own order. */
    static Residuals of(final List<ValueInfo> given) {
        final List<ValueInfo> down = new ArrayList<>(given), middle = new ArrayList<>();
        for (final ValueInfo info : given)
            if (info.name().toLowerCase(Locale.ROOT).contains("mid"))
                middle.add(info);
        if (middle.size() != 1) {
            middle.clear();
            middle.addAll(given.subList(Math.max(0, given.size() - 1), given.size()));
        }
        down.removeAll(middle);
        final List<ValueInfo> ordered = new ArrayList<>(numbered(down));
        ordered.addAll(middle);
        return new Residuals(ordered);
    }

    /** By the numbers in their names, if these count from 0 on; else as they are. */
    private static List<ValueInfo> numbered(final List<ValueInfo> down) {
        final TreeMap<Integer, ValueInfo> byNumber = new TreeMap<>();
        for (final ValueInfo info : down) {
            final List<String> numbers = NUMBER.matcher(info.name()).results().map(r -> r.group()).toList();
            if (numbers.size() == 1 && numbers.get(0).length() < 4)
                byNumber.put(Integer.parseInt(numbers.get(0)), info);
        }
        return byNumber.size() == down.size() && !down.isEmpty() && byNumber.firstKey() == 0
                && byNumber.lastKey() == down.size() - 1 ? List.copyOf(byNumber.values()) : down;
    }

    /** How many there are. */
    public int count() {
        return all.size();
    }

    /** Their names, for messages. */
    @Override
    public String toString() {
        return all.stream().map(ValueInfo::name).collect(Collectors.joining(", "));
    }
}
