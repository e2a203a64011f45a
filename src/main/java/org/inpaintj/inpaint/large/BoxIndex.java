package org.inpaintj.inpaint.large;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.inpaintj.core.Box;

/** Numbered boxes, of which those that meet another box are found without looking at all of them. */
final class BoxIndex {

    /** Sides of a cell as a power of two, px. */
    private static final int CELL = 10;

    private final List<Box> boxes = new ArrayList<>();
    private final Map<Long, List<Integer>> cells = new HashMap<>();

    /** @param number one more than that of the box before, from 0 */
    void add(final Box box, final int number) {
        boxes.add(number, box);
        cells(box).forEach(cell -> cells.computeIfAbsent(cell, key -> new ArrayList<>()).add(number));
    }

    /** The numbers of the boxes that have a pixel in common with a box, ascending. */
    SortedSet<Integer> meeting(final Box box) {
        final SortedSet<Integer> found = new TreeSet<>();
        if (!boxes.isEmpty())
            for (final long cell : cells(box))
                for (final int number : cells.getOrDefault(cell, List.of()))
                    if (!boxes.get(number).intersect(box).isEmpty())
                        found.add(number);
        return found;
    }

    private static List<Long> cells(final Box box) {
        final List<Long> all = new ArrayList<>();
        if (!box.isEmpty())
            for (int y = box.y() >> CELL; y <= box.y() + box.height() - 1 >> CELL; y++)
                for (int x = box.x() >> CELL; x <= box.x() + box.width() - 1 >> CELL; x++)
                    all.add((long) y << 32 | x);
        return all;
    }
}
