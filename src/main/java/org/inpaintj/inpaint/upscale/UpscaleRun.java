package org.inpaintj.inpaint.upscale;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;
import org.inpaintj.engine.Request.Tone;
import org.inpaintj.inpaint.ForwardingProgress;
import org.inpaintj.inpaint.ToneMap;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.MeasuredSamples;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.upscale.InterpolatingUpscaler;
import org.inpaintj.upscale.NearestUpscaler;
import org.inpaintj.upscale.Upscaler;

/**
 * Enlarges the planes of an image, one after the other, as a request says. What it will do is settled, and what is
 * wrong with it told, before a sample is read. For one thread and one image.
 */
public final class UpscaleRun {

    /** Samples of a channel that are looked at for its tones, evenly spaced over all its planes. */
    private static final int ENOUGH = 1 << 16;

    private final UpscaleRequest request;
    private final Upscaler first;
    private final Upscaler second;
    private final int width;
    private final int height;
    private final int wide;
    private final int high;
    private final List<ToneMap> maps = new ArrayList<>();
    private final List<String> digests = new ArrayList<>(), resultDigests = new ArrayList<>();

    /**
     * @param width  of the image, px
     * @param height of the image, px
     * @throws InpaintException if an upscaler is none, or the size is impossible
     */
    public UpscaleRun(final UpscaleRequest request, final int width, final int height) {
        this.width = width;
        this.height = height;
        first = request.first();
        second = request.visibility() > 0 ? request.second() : null;
        this.request = UpscaleRequest.KEYS.with(request, Map.of("upscaler", file(request.upscaler(), first),
                "upscaler2", file(request.upscaler2(), second)));
        wide = request.width(width, height);
        high = request.height(width, height);
    }

    /** The file of an upscaler that is given by its name, so that the record says which it was. */
    private static String file(final String given, final Upscaler upscaler) {
        return upscaler == null || upscaler.id().equals(given.strip()) ? given
                : ModelLocator.inFolders(given, ModelRole.UPSCALER).map(Path::toString).orElse(given);
    }

    /** Whether samples are only repeated, so that numbers of colours stay such. */
    public boolean repeats() {
        return first instanceof NearestUpscaler && (second == null || second instanceof NearestUpscaler);
    }

    private boolean asksNetwork() {
        return !(first instanceof InterpolatingUpscaler)
                || second != null && !(second instanceof InterpolatingUpscaler);
    }

    /** @throws InpaintException if the result needs more than Java's heap, naming both */
    public void checkHeap(final SampleType type, final int planes) {
        final long pixels = (long) wide * high, heap = Runtime.getRuntime().maxMemory();
        // the picture that a network makes and that as it is resampled, as floats
        final double bytes = (double) pixels * (type.bytes() * (double) planes + 8 * type.channels());
        if (bytes > 0.9 * heap || pixels * type.channels() > Integer.MAX_VALUE - 8)
            throw new InpaintException(String.format(Locale.ROOT,
                    "The result would be %d x %d pixels in %d %s, which takes about %.1f GB, and Java may use %.1f GB: "
                            + "take a smaller scale or size, or raise the limit in Edit > Options > Memory & Threads.",
                    wide, high, planes, planes == 1 ? "plane" : "planes", bytes / 1e9, heap / 1e9));
    }

    /**
     * Finds which sample values networks see as black and white; before the first plane.
     *
     * @param channels stack planes of a position
     * @param planes   in all, with the channels fastest
     * @param plane    gives one of them, counted from 0
     */
    public void look(final ImageInfo info, final int channels, final int planes, final IntFunction<Samples> plane) {
        for (int c = 0; c < channels && asksNetwork(); c++) {
            final SampleType type = plane.apply(c).type();
            final double[] values = request.tone() == Tone.DISPLAY || type.isByte()
                    ? new double[] { 0, 255 } : sampled(c, channels, planes, plane);
            final boolean[] known = new boolean[values.length];
            Arrays.fill(known, true);
            maps.add(ToneMap.of(request.tone(), type, values, known, info.display(c, type)));
        }
    }

    private double[] sampled(final int channel, final int channels, final int planes,
            final IntFunction<Samples> plane) {
        final List<Double> values = new ArrayList<>();
        for (int p = channel; p < planes; p += channels) {
            final Samples samples = plane.apply(p);
            final float[] measured = MeasuredSamples.valid(samples);
            double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
            final int step = (int) ((long) measured.length * (planes / channels) / ENOUGH) | 1;
            for (int i = 0; i < measured.length; i++) {
                if (measured[i] == 0)
                    continue;
                low = Math.min(low, samples.get(0, i));
                high = Math.max(high, samples.get(0, i));
                if (i % step == 0)
                    values.add(samples.get(0, i));
            }
            // the whole range needs the ends alone
            if (request.tone() == Tone.FULL || values.isEmpty() && low <= high)
                values.addAll(List.of(low, high));
        }
        return values.stream().mapToDouble(v -> v).filter(Double::isFinite).toArray();
    }

    /**
     * Enlarges a plane.
     *
     * @param index  of the plane, counted from 0, with the channels fastest; in their order
     * @param planes in all
     * @return of the same type, {@link #wide} by {@link #high} px
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException   if an upscaler fails
     */
    public Samples upscale(final Samples plane, final int index, final int planes, final Progress progress) {
        final ToneMap map = maps.isEmpty() ? new ToneMap(0, 255) : maps.get(index % maps.size());
        final int parts = planes * (second == null ? 1 : 2);
        final Samples one = new SampleUpscaler(first, wide, high).upscale(plane, map,
                part(progress, index * parts / planes, parts));
        final Samples made = second == null ? one : SampleUpscaler.blend(one, new SampleUpscaler(second, wide, high)
                .upscale(plane, map, part(progress, index * parts / planes + 1, parts)), request.visibility());
        digests.add(SampleDigest.of(plane));
        resultDigests.add(SampleDigest.of(made));
        return made;
    }

    /** The progress of a part of the work: of how many parts each counts the same. */
    private static Progress part(final Progress progress, final int part, final int parts) {
        return parts == 1 ? progress : new ForwardingProgress(progress) {
            @Override
            public void step(final int done, final int total, final String what) {
                super.step(part * total + done, parts * total, what + ", part " + (part + 1) + " of " + parts);
            }
        };
    }

    /**
     * The record of what was made, after the last plane.
     *
     * @param host  what InpaintJ runs in, such as "imagej", to its version
     * @param image title of the source
     */
    public UpscaleProvenance provenance(final Map<String, String> host, final String image, final SampleType type) {
        return UpscaleProvenance.of(this, host, image, type.bits(), digests.size(), digest(digests),
                digest(resultDigests));
    }

    /** Of one plane its own; of more, of theirs one after the other. */
    private static String digest(final List<String> planes) {
        final Sha256 sha = new Sha256();
        planes.forEach(sha::addAscii);
        return planes.size() == 1 ? planes.get(0) : sha.hex();
    }

    UpscaleRequest request() {
        return request;
    }

    Upscaler first() {
        return first;
    }

    /** Null if there is none. */
    Upscaler second() {
        return second;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Width of the result, px. */
    public int wide() {
        return wide;
    }

    /** Height of the result, px. */
    public int high() {
        return high;
    }

    List<ToneMap> maps() {
        return maps;
    }
}
