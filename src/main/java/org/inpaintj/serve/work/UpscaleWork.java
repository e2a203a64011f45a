package org.inpaintj.serve.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.record.PngTexts;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.inpaint.upscale.UpscaleRequest;
import org.inpaintj.inpaint.upscale.UpscaleRun;
import org.inpaintj.png.PngBytes;

/** Enlarges pictures, one a round, as the command of the menu would. What it makes are PNG files with their records. */
public final class UpscaleWork extends QueuedWork<List<byte[]>> {

    private final List<Upscaling> pictures;
    private final Map<String, String> host;

    /**
     * @param pictures at least one
     * @param host     as {@link PaintWork}
     */
    public UpscaleWork(final String task, final List<Upscaling> pictures, final Map<String, String> host) {
        super(task, "Enlarging for a client", pictures.size());
        this.pictures = List.copyOf(pictures);
        this.host = host;
    }

    @Override
    protected long bytes() {
        return pictures.stream().mapToLong(one -> one.picture().bytes()).sum();
    }

    @Override
    protected List<byte[]> run(final Progress progress) {
        final List<byte[]> files = new ArrayList<>();
        for (final Upscaling one : pictures)
            files.add(enlarged(one, progress));
        return files;
    }

    private byte[] enlarged(final Upscaling asked, final Progress progress) {
        final RgbPicture picture = asked.picture();
        final Samples samples = picture.samples();
        if (asked.with().isEmpty())
            return PngBytes.of((int[]) samples.planes().get(0), picture.width(), picture.height(), List.of());
        final long wide = Math.max(1, Math.round(picture.width() * asked.scale())),
                high = Math.max(1, Math.round(picture.height() * asked.scale()));
        if (wide * high > PictureReader.MOST_PIXELS)
            throw new InpaintException("The result would be " + wide + " x " + high + " px, more than "
                    + PictureReader.MOST_PIXELS / 1_000_000 + " megapixels: ask for less.");
        final Map<String, String> keys = new LinkedHashMap<>(UpscaleRequest.KEYS.texts(asked.with().get()));
        keys.put("width", Long.toString(wide));
        keys.put("height", Long.toString(high));
        final UpscaleRun run = new UpscaleRun(UpscaleRequest.KEYS.parse(keys), picture.width(), picture.height());
        run.checkHeap(SampleType.RGB, 1);
        run.look(ImageInfo.DEFAULT.coloured(), 1, 1, index -> samples);
        final Samples made = run.upscale(samples, 0, 1, progress);
        final Samples out = asked.cuts() ? made.crop(cut(asked, made)) : made;
        final String record = run.provenance(host, "image", SampleType.RGB).json();
        return PngBytes.of((int[]) out.planes().get(0), out.width(), out.height(), PngTexts.of(List.of(record)));
    }

    /** The middle, of the size that was asked for. */
    private static Box cut(final Upscaling asked, final Samples made) {
        final int width = Math.min(asked.width(), made.width()), height = Math.min(asked.height(), made.height());
        return new Box((made.width() - width) / 2, (made.height() - height) / 2, width, height);
    }

    /** Nothing is shown in between. */
    @Override
    protected RgbPicture over(final RandomAccessibleInterval<FloatType> pixels) {
        return pictures.get(0).picture();
    }
}
