package org.inpaintj.inpaint.large.zarr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.large.BlockLayout;
import org.inpaintj.inpaint.large.zarr.ZarrLevel.Plane;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/**
 * An image of OME-Zarr 0.4 (Zarr 2) or 0.5 (Zarr 3) in a folder, of which chunks are read and written. What is written
 * into the finest level follows in the coarser ones: their samples over what was written become the mean of those of
 * the next finer level, or the first of them where the metadata says that single samples were taken. Used by one
 * thread.
 */
public final class ZarrBlocks implements BlockImage {

    private final String name;
    private final OmeMultiscale image;
    private final List<ZarrLevel> levels = new ArrayList<>();
    private final BlockLayout layout;
    private final boolean write;
    private final Set<String> notes = new LinkedHashSet<>();

    /** Whether a folder is one of Zarr. */
    public static boolean isThere(final Path folder) {
        return OmeMultiscale.isThere(folder);
    }

    /**
     * Opens the folder of an image.
     *
     * @param name  for messages and records
     * @param write whether it may be written to
     * @throws InpaintException if it is no image of OME-Zarr, damaged, or holds what cannot be worked on, saying so
     */
    public static ZarrBlocks open(final Path folder, final String name, final boolean write) {
        try {
            return new ZarrBlocks(folder, name, write);
        } catch (final ArithmeticException | ClassCastException | IllegalStateException e) {
            throw new InpaintException("'" + name + "' is damaged and cannot be opened (" + e.getMessage() + ").", e);
        }
    }

    private ZarrBlocks(final Path folder, final String name, final boolean write) {
        this.name = name;
        this.write = write;
        image = OmeMultiscale.of(folder);
        // coarser levels only matter where something is written
        for (final Path level : write ? image.levels() : image.levels().subList(0, 1))
            levels.add(new ZarrLevel(name, new ZarrArray(level), image.axes()));
        final ZarrLevel finest = levels.get(0);
        layout = new BlockLayout(finest.size("x"), finest.size("y"), finest.type().type(), finest.size("c"),
                finest.size("z"), finest.size("t"), finest.chunk("x"), finest.chunk("y"), image.info().titled(name));
    }

    @Override
    public BlockLayout layout() {
        return layout;
    }

    @Override
    public boolean isBlank(final Box box, final int slice, final int frame) {
        for (int c = 0; c < layout.planes(); c++)
            if (!levels.get(0).isBlank(box, new Plane(frame - 1, c, slice - 1)))
                return false;
        return true;
    }

    @Override
    public Samples read(final Box box, final int slice, final int frame) throws IOException {
        layout.check(slice, frame);
        final Samples out = Samples.blank(layout.type(), box.width(), box.height(), layout.planes());
        for (int c = 0; c < layout.planes(); c++)
            levels.get(0).read(box, new Plane(frame - 1, c, slice - 1), out.planes().get(c));
        return out;
    }

    @Override
    public void write(final Box box, final Samples samples, final boolean[] where, final int slice, final int frame)
            throws IOException {
        layout.check(slice, frame);
        if (!write)
            throw new IOException("it was opened to be read");
        for (int c = 0; c < layout.planes(); c++) {
            Plane plane = new Plane(frame - 1, c, slice - 1);
            levels.get(0).write(box, plane, samples.planes().get(c), where);
            Box changed = box;
            boolean[] flags = where;
            for (int k = 1; k < levels.size() && changed != null; k++) {
                final Coarser coarser = coarser(k);
                if (coarser == null)
                    break;
                final Box below = coarser.box(changed);
                flags = coarser.flags(changed, flags, below);
                final Plane at = new Plane(plane.t(), plane.c(), plane.z() / coarser.z);
                levels.get(k).write(below, at, coarser.samples(levels.get(k - 1), below, at), flags);
                changed = below;
                plane = at;
            }
        }
    }

    /** How a level follows from the next finer one; null, with a note, where it does not by whole numbers. */
    private Coarser coarser(final int k) {
        final ZarrLevel fine = levels.get(k - 1), coarse = levels.get(k);
        final int x = factor(fine, coarse, "x"), y = factor(fine, coarse, "y"), z = factor(fine, coarse, "z");
        if (x > 0 && y > 0 && z > 0 && fine.size("t") == coarse.size("t") && fine.size("c") == coarse.size("c")
                && fine.type().type().equals(coarse.type().type()))
            return new Coarser(x, y, z, coarse, fine.type().type(), image.isNearest());
        notes.add("Level " + k + " of '" + name + "' is no whole fraction of the one before it, so it and those after "
                + "it stay as they were: make the coarser levels anew.");
        return null;
    }

    /** How many samples of a level become one of the next; 0 if that is no whole number. */
    private static int factor(final ZarrLevel fine, final ZarrLevel coarse, final String axis) {
        final int from = fine.size(axis), to = coarse.size(axis), factor = Math.round((float) from / to);
        return factor > 0 && (from / factor == to || (from + factor - 1) / factor == to) ? factor : 0;
    }

    @Override
    public List<String> finish() {
        if (levels.size() > 1 && notes.isEmpty())
            notes.add("The coarser levels of '" + name + "' were made anew where it was repainted, from "
                    + (image.isNearest() ? "single samples" : "means") + " of the finer ones.");
        return List.copyOf(notes);
    }

    @Override
    public void close() {}

    /**
     * A level and how it is made of the next finer one.
     *
     * @param x       columns of that which become one
     * @param y       rows
     * @param z       slices
     * @param level   itself
     * @param type    of the samples of both
     * @param nearest whether the first one is taken, and not the mean
     */
    private record Coarser(int x, int y, int z, ZarrLevel level, SampleType type, boolean nearest) {

        /** The samples over those of a box of the finer level. */
        Box box(final Box fine) {
            final int left = fine.x() / x, top = fine.y() / y;
            // the last ones may have no sample of their own
            final int right = Math.min(level.size("x"), (fine.x() + fine.width() - 1) / x + 1);
            final int bottom = Math.min(level.size("y"), (fine.y() + fine.height() - 1) / y + 1);
            return new Box(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
        }

        boolean[] flags(final Box fine, final boolean[] where, final Box coarse) {
            final boolean[] out = new boolean[coarse.width() * coarse.height()];
            for (int i = 0; i < where.length; i++) {
                final int column = (fine.x() + i % fine.width()) / x - coarse.x();
                final int row = (fine.y() + i / fine.width()) / y - coarse.y();
                if (where[i] && column < coarse.width() && row < coarse.height())
                    out[row * coarse.width() + column] = true;
            }
            return out;
        }

        /** The samples of a box of a plane, as they follow from the finer level. */
        Object samples(final ZarrLevel fine, final Box box, final Plane plane) throws IOException {
            final Box source = new Box(box.x() * x, box.y() * y, box.width() * x, box.height() * y)
                    .intersect(new Box(0, 0, fine.size("x"), fine.size("y")));
            final int deep = nearest ? 1 : Math.min(z, fine.size("z") - plane.z() * z);
            final double[] sums = new double[box.width() * box.height()];
            final int[] counts = new int[sums.length];
            for (int d = 0; d < deep; d++) {
                final Samples samples = Samples.blank(type, source.width(), source.height(), 1);
                fine.read(source, new Plane(plane.t(), plane.c(), plane.z() * z + d), samples.planes().get(0));
                for (int i = 0; i < source.width() * source.height(); i++) {
                    final int column = i % source.width(), row = i / source.width();
                    if (nearest && (column % x != 0 || row % y != 0))
                        continue;
                    final int to = row / y * box.width() + column / x;
                    sums[to] += samples.get(0, i);
                    counts[to]++;
                }
            }
            final Samples out = Samples.blank(type, box.width(), box.height(), 1);
            for (int i = 0; i < sums.length; i++)
                out.set(0, i, counts[i] == 0 ? 0 : sums[i] / counts[i]);
            return out.planes().get(0);
        }
    }
}
