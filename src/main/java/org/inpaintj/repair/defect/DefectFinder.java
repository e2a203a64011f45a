package org.inpaintj.repair.defect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Facts;
import org.inpaintj.raster.ConnectedComponents;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.defect.DefectSettings.Kind;

/** Finds the defects of an image, channel by channel. Thread-safe. */
public final class DefectFinder {

    /** The smallest noise of samples that are whole numbers, and of others in terms of their range. */
    private static final double WHOLE = 0.5, FRACTION = 1e-6;

    private DefectFinder() {}

    /** Marks the pixels of one kind of defects. */
    interface Marker {

        /**
         * @param image sample values
         * @param known pixels that other kinds have taken, which are passed over
         * @return how many times the noise each pixel of a defect differs, in the order of the pixels; 0 elsewhere
         */
        float[] mark(NoisyPlane image, boolean[] known, DefectSettings settings, Progress progress);
    }

    /**
     * What is compared.
     *
     * @param values sample values
     * @param least  the smallest noise there can be
     * @param median for medians of any window
     */
    record NoisyPlane(Plane values, double least, RunningMedian median) {

        static NoisyPlane of(final Plane plane) {
            float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
            boolean whole = true;
            final Plane clean = plane.copy();
            for (int i = 0; i < clean.values().length; i++) {
                // what is no number cannot be compared, and is left to others
                final float v = Float.isFinite(clean.values()[i]) ? clean.values()[i] : 0;
                clean.values()[i] = v;
                low = Math.min(low, v);
                high = Math.max(high, v);
                whole &= v == (int) v;
            }
            return new NoisyPlane(clean, whole ? WHOLE : Math.max(Float.MIN_NORMAL, FRACTION * (high - low)),
                    new RunningMedian(clean));
        }
    }

    /**
     * Looks for defects in all channels; what overlaps is one, in the order of its first pixel.
     *
     * @param channels sample values, all of one size
     * @return regions labelled {@code dust}, {@code scratch}, {@code pixel}, {@code stripe}; their fact
     *         {@code region contrast} says how many times the noise they differ at most
     * @throws CancelledException when {@code progress} says so
     */
    public static List<Region> find(final List<Plane> channels, final DefectSettings settings,
            final Progress progress) {
        final int n = channels.get(0).values().length;
        final Map<Kind, float[]> marks = new EnumMap<>(Kind.class);
        for (final Plane channel : channels) {
            final NoisyPlane image = NoisyPlane.of(channel);
            final boolean[] known = new boolean[n];
            // the large ones first, for their pixels look like small ones
            for (final Kind kind : List.of(Kind.STRIPES, Kind.SCRATCHES, Kind.PIXELS, Kind.DUST)) {
                progress.check();
                if (!settings.kinds().contains(kind))
                    continue;
                final float[] found = marker(kind).mark(image, known, settings, progress);
                final float[] all = marks.computeIfAbsent(kind, k -> new float[n]);
                for (int i = 0; i < n; i++) {
                    known[i] |= found[i] > 0;
                    all[i] = Math.max(all[i], found[i]);
                }
            }
        }
        final List<Region> regions = new ArrayList<>();
        final Plane size = channels.get(0);
        marks.forEach((kind, found) -> regions.addAll(regions(kind, found, size.width(), size.height())));
        regions.sort(Comparator.comparingInt((Region r) -> r.box().y()).thenComparingInt(r -> r.box().x()));
        return regions;
    }

    private static Marker marker(final Kind kind) {
        return switch (kind) {
            case STRIPES -> new StripeMarker();
            case SCRATCHES -> new ScratchMarker();
            case PIXELS -> new PixelMarker();
            case DUST -> new DustMarker();
        };
    }

    private static List<Region> regions(final Kind kind, final float[] found, final int width, final int height) {
        final float[] mask = new float[found.length];
        for (int i = 0; i < mask.length; i++)
            mask[i] = found[i] > 0 ? 1 : 0;
        final List<Region> regions = new ArrayList<>();
        final Mask all = new Mask(new Box(0, 0, width, height), mask);
        for (final Mask part : all.isEmpty() ? List.<Mask>of() : ConnectedComponents.parts(all)) {
            float most = 0;
            final Box box = part.box();
            for (int i = 0; i < part.values().length; i++)
                if (part.values()[i] > 0)
                    most = Math.max(most, found[(box.y() + i / box.width()) * width + box.x() + i % box.width()]);
            regions.add(new Region(label(kind), 1, box, part, Map.of(Facts.REGION + " contrast",
                    String.format(Locale.ROOT, "%.1f", most))));
        }
        return regions;
    }

    private static String label(final Kind kind) {
        return switch (kind) {
            case STRIPES -> "stripe";
            case SCRATCHES -> "scratch";
            case PIXELS -> "pixel";
            case DUST -> "dust";
        };
    }
}
