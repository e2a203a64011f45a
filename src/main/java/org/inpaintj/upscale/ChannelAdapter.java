package org.inpaintj.upscale;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;

/**
 * Shows each channel of a picture alone to an upscaler that takes another number of them: as grey, in all its channels,
 * of which the mean comes back.
 */
final class ChannelAdapter implements Upscaler {

    private final Upscaler upscaler;

    ChannelAdapter(final Upscaler upscaler) {
        this.upscaler = upscaler;
    }

    @Override
    public String id() {
        return upscaler.id();
    }

    @Override
    public String title() {
        return upscaler.title();
    }

    @Override
    public List<Integer> factors() {
        return upscaler.factors();
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public Map<String, String> facts() {
        return upscaler.facts();
    }

    @Override
    public RandomAccessibleInterval<FloatType> upscale(final RandomAccessibleInterval<FloatType> pixels,
            final int factor, final Progress progress) {
        final List<Plane> made = new ArrayList<>();
        for (int c = 0; c < pixels.dimension(2); c++)
            made.add(mean(Upscalers.run(upscaler, Views.stack(Collections.nCopies(upscaler.channels(),
                    Views.hyperSlice(pixels, 2, c))), factor, progress)));
        return Plane.image(made);
    }

    private static Plane mean(final RandomAccessibleInterval<FloatType> picture) {
        final int channels = (int) picture.dimension(2);
        final Plane mean = Plane.of(picture, 0);
        for (int c = 1; c < channels; c++) {
            final Plane other = Plane.of(picture, c);
            for (int i = 0; i < other.values().length; i++)
                mean.values()[i] += other.values()[i];
        }
        for (int i = 0; i < mean.values().length; i++)
            mean.values()[i] /= channels;
        return mean;
    }
}
