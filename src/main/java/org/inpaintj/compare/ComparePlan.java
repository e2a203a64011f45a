package org.inpaintj.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * What will be computed: the cells in the order in which they are shown, x fastest, and the order in which they run, in
 * which what is costly to change changes least. Each value is checked before there is a plan. Immutable.
 *
 * @param axes  those that there are, x before y before z; at least one
 * @param cells as they are shown
 * @param order numbers of cells as they run, from 0
 */
public record ComparePlan(List<CompareAxis> axes, List<Cell> cells, List<Integer> order) {

    private static final List<String> NAMES = List.of("x", "y", "z");

    /** From the cheapest to the dearest change: new masks, new texts, another way of sampling, other networks. */
    private static final List<Set<KeyGroup>> COSTS = List.of(Set.of(KeyGroup.PROMPT, KeyGroup.TEXT_ENCODER),
            Set.of(KeyGroup.SAMPLING, KeyGroup.PRESET), Set.of(KeyGroup.HARDWARE), Set.of(KeyGroup.ENGINE));

    /**
     * A cell.
     *
     * @param asked  a single result of which is the cell
     * @param labels what it says of each axis, such as {@code steps: 10}
     */
    public record Cell(ImageToImageRequest asked, List<String> labels) {

        /** The same without the resizing. */
        public Request request() {
            return asked.request();
        }

        /** All labels in a line. */
        public String title() {
            return String.join(", ", labels);
        }
    }

    public ComparePlan {
        axes = List.copyOf(axes);
        cells = List.copyOf(cells);
        order = List.copyOf(order);
    }

    /**
     * @throws InpaintException for an axis that cannot be read, a value that its key does not take, the same key twice,
     *         or more cells than are wanted
     */
    public static ComparePlan of(final CompareRequest asked) {
        final Parameters<ImageToImageRequest> keys = asked.cellKeys();
        final List<CompareAxis> axes = axes(asked, keys).stream().map(axis -> drawn(axis, keys)).toList();
        final long cells = count(axes);
        if (cells > AxisRange.MOST)
            throw new InpaintException("The grid has " + cells + " cells, more than can be made: give fewer values.");
        if (cells > asked.compare().cells())
            throw new InpaintException("The grid has " + cells + " cells, more than the " + asked.compare().cells()
                    + " that are made unasked: give cells=" + cells + " to make them all, or fewer values.");
        final Map<String, String> base = base(asked, keys, axes);
        for (final CompareAxis axis : axes)
            IntStream.range(0, axis.size()).forEach(i -> cell(asked, keys, base, List.of(axis), new int[] { i },
                    true));
        final List<Cell> all = new ArrayList<>();
        for (int n = 0; n < cells; n++)
            all.add(cell(asked, keys, base, axes, at(axes, n), false));
        return new ComparePlan(axes, all, order(axes, keys));
    }

    /** How many cells there would be, more than can be counted as the largest int. */
    public static long cells(final CompareRequest asked) {
        return count(axes(asked, asked.cellKeys()));
    }

    /** Whether there are more cells than are made unasked, but not more than can be made. */
    public static boolean isLarge(final CompareRequest asked) {
        final long cells = cells(asked);
        return cells > asked.compare().cells() && cells <= AxisRange.MOST;
    }

    /**
     * What makes the request say the same when it is asked for again: axes and seeds that are left to chance are drawn.
     *
     * @param large whether a grid is meant that is larger than those that are made unasked
     * @return keys and values of {@link CompareRequest}; empty where all is said
     */
    public static Map<String, String> settled(final CompareRequest asked, final boolean large) {
        final Parameters<ImageToImageRequest> keys = asked.cellKeys();
        final Map<String, String> drawn = new LinkedHashMap<>();
        if (large && isLarge(asked))
            drawn.put("cells", Long.toString(cells(asked)));
        final List<CompareAxis> axes = axes(asked, keys);
        for (final CompareAxis axis : axes) {
            final CompareAxis sure = drawn(axis, keys);
            if (!sure.equals(axis))
                drawn.put(axis.name(), sure.text());
        }
        for (final String key : asked.request().seeds())
            if (axes.stream().noneMatch(axis -> axis.key().equals(key)) && asked.request().text(key).startsWith("-")
                    && mayCount(key, asked.request(), axes))
                drawn.put(key, draw());
        return drawn;
    }

    /** The request of the first cell, or without axes that cannot be read: what a dialog is about. */
    public static Request first(final CompareRequest asked) {
        try {
            final Parameters<ImageToImageRequest> keys = asked.cellKeys();
            final List<CompareAxis> axes = axes(asked, keys);
            return cell(asked, keys, base(asked, keys, axes), axes, new int[axes.size()], false).request();
        } catch (final InpaintException e) {
            return asked.request();
        }
    }

    /** The keys of the resizing that are compared or given, which mean nothing but to image to image. */
    public List<String> resizing(final CompareRequest asked) {
        final Set<String> given = new LinkedHashSet<>(asked.cellKeys().changes(asked.cell()).keySet());
        axes.forEach(axis -> given.add(axis.key()));
        return given.stream().filter(key -> !asked.request().has(key)).toList();
    }

    /** The sizes of x, y and z; 1 where there is none. */
    public int size(final String name) {
        return axes.stream().filter(axis -> axis.name().equals(name)).findFirst().map(CompareAxis::size).orElse(1);
    }

    /** The axis of a name. */
    public Optional<CompareAxis> axis(final String name) {
        return axes.stream().filter(axis -> axis.name().equals(name)).findFirst();
    }

    private static List<CompareAxis> axes(final CompareRequest asked, final Parameters<?> keys) {
        final List<CompareAxis> axes = NAMES.stream().filter(name -> !asked.compare().axis(name).isBlank())
                .map(name -> CompareAxis.of(name, asked.compare().axis(name), keys)).toList();
        if (axes.isEmpty())
            throw new InpaintException("Nothing says what is compared: give X a key and its values (x=[KEY: VALUES]), "
                    + "such as seed: 1, 2, 3.");
        final Set<String> seen = new HashSet<>();
        for (final CompareAxis axis : axes)
            if (!seen.add(axis.key()) && !axis.replaces(keys))
                throw CompareAxis.wrong(axis.name(), "the key '" + axis.key() + "' is compared already: take another "
                        + "one, or give all its values to one axis");
        return axes;
    }

    private static long count(final List<CompareAxis> axes) {
        return axes.stream().mapToLong(CompareAxis::size).reduce(1, Math::multiplyExact);
    }

    /** What was given beside the axes; a preset that is compared takes back what another has set. */
    private static Map<String, String> base(final CompareRequest asked, final Parameters<ImageToImageRequest> keys,
            final List<CompareAxis> axes) {
        final Request request = asked.request();
        final Map<String, String> given = new LinkedHashMap<>(keys.changes(asked.cell())),
                implied = keys.implied(asked.cell());
        if (axes.stream().anyMatch(axis -> keys.isRecipe(axis.key())))
            given.entrySet().removeIf(e -> e.getValue().equals(implied.get(e.getKey())));
        for (final String key : request.seeds())
            if (request.text(key).startsWith("-") && mayCount(key, request, axes))
                given.put(key, draw());
        return given;
    }

    /** Whether a seed can have an effect in a cell: what it depends on is so, or changes. */
    private static boolean mayCount(final String key, final Request request, final List<CompareAxis> axes) {
        return request.keys().unmet(key, request).isEmpty() || axes.stream().anyMatch(axis -> request.keys()
                .describe(key).when().startsWith(axis.key()));
    }

    /**
     * @param base  keys and values of all cells, with the seeds that were drawn
     * @param alone whether the other axes say nothing yet, so that only the values are looked at
     */
    private static Cell cell(final CompareRequest asked, final Parameters<ImageToImageRequest> keys,
            final Map<String, String> base, final List<CompareAxis> axes, final int[] at, final boolean alone) {
        final Map<String, String> texts = new LinkedHashMap<>(base);
        final List<String> labels = new ArrayList<>();
        for (int a = 0; a < axes.size(); a++) {
            final CompareAxis axis = axes.get(a);
            if (!alone || !axis.replaces(keys))
                texts.put(axis.key(), axis.text(at[a], texts.getOrDefault(axis.key(), keys.defaultOf(axis.key())),
                        keys));
            labels.add(axis.label(at[a]));
        }
        try {
            final ImageToImageRequest all = keys.parse(texts);
            final List<String> idle = all.request().seeds().stream().filter(key -> asked.request().text(key)
                    .startsWith("-") && !keys.unmet(key, all).isEmpty()
                    && axes.stream().noneMatch(axis -> axis.key().equals(key))).toList();
            return new Cell(new ImageToImageRequest(all.resizing(), all.tiling(), all.request().without(idle)), labels);
        } catch (final InpaintException e) {
            throw new InpaintException(alone ? "In " + axes.get(0).name() + ": " + e.getMessage() : e.getMessage(), e);
        }
    }

    private static int[] at(final List<CompareAxis> axes, final int n) {
        final int[] at = new int[axes.size()];
        int rest = n;
        for (int a = 0; a < at.length; a++) {
            at[a] = rest % axes.get(a).size();
            rest /= axes.get(a).size();
        }
        return at;
    }

    private static List<Integer> order(final List<CompareAxis> axes, final Parameters<?> keys) {
        final List<Integer> byCost = IntStream.range(0, axes.size()).boxed()
                .sorted(Comparator.comparingInt((Integer a) -> -cost(axes.get(a).key(), keys))).toList();
        Comparator<Integer> order = (m, n) -> 0;
        for (final int a : byCost)
            order = order.thenComparingInt(n -> at(axes, n)[a]);
        return IntStream.range(0, (int) count(axes)).boxed().sorted(order).toList();
    }

    /** How much is done again when the value of a key changes; of one group, numbers are the cheaper. */
    static int cost(final String key, final Parameters<?> keys) {
        final KeyGroup group = keys.describe(key).group();
        final int level = 1 + IntStream.range(0, COSTS.size()).filter(i -> COSTS.get(i).contains(group)).findFirst()
                .orElse(-1);
        final boolean number = Stream.of(int.class, long.class, double.class).anyMatch(keys.type(key)::equals);
        return 2 * level + (number ? 0 : 1);
    }

    /** An axis whose seeds are not left to chance. */
    private static CompareAxis drawn(final CompareAxis axis, final Parameters<?> keys) {
        if (!keys.describe(axis.key()).drawn() || axis.values().stream().noneMatch("-1"::equals))
            return axis;
        return axis.with(axis.values().stream().map(value -> value.equals("-1") ? draw() : value).toList(), keys);
    }

    private static String draw() {
        return Long.toString(ThreadLocalRandom.current().nextLong(Request.lastSeed(1) + 1));
    }
}
