package org.inpaintj.serve.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.engine.Task;
import org.inpaintj.raster.ResizeMode;
import org.inpaintj.upscale.Upscaler;

/**
 * What is to be painted, in the terms of the engines.
 *
 * @param task     by which a client may ask about it
 * @param keys     of the request, as texts, without seeds and numbers of results
 * @param seed     of the first picture
 * @param subseed  of the first picture's second noise; counts where {@code variation} is above 0
 * @param together pictures a round
 * @param rounds   of the same with further seeds
 * @param width    of the result, or with a crop of what the model works at, px
 * @param height   the same
 * @param start    what is started from; empty for a picture of a text alone
 */
public record Painting(String task, Map<String, String> keys, long seed, long subseed, int together, int rounds,
        int width, int height, Optional<Start> start) {

    public Painting {
        keys = new LinkedHashMap<>(keys);
    }

    /**
     * What is started from.
     *
     * @param picture  that is changed
     * @param mask     of its own size, which is brought to the picture's; empty to change all of it
     * @param crop     whether only what is masked is worked on, within a picture that keeps its size
     * @param mode     how the picture comes to the size of the result
     * @param latent   whether its latents are stretched to that size
     * @param upscaler of what is enlarged; empty for Lanczos
     */
    public record Start(RgbPicture picture, Optional<RgbPicture> mask, boolean crop, ResizeMode mode, boolean latent,
            Optional<Upscaler> upscaler) {
    }

    /** What kind of result an engine is asked for. */
    Task kind(final boolean masked) {
        return start.isEmpty() ? Task.TEXT_TO_IMAGE : masked ? Task.INPAINT : Task.IMAGE_TO_IMAGE;
    }

    /** The keys of a round. */
    Map<String, String> keys(final int round) {
        final Map<String, String> all = new LinkedHashMap<>(keys);
        final boolean varied = Double.parseDouble(keys.getOrDefault("variation", "0")) > 0;
        all.put("seed", Long.toString(varied ? seed : seed + (long) round * together));
        if (varied)
            all.put("subseed", Long.toString(subseed + (long) round * together));
        all.put("candidates", Integer.toString(together));
        return all;
    }

    /** The seeds of all pictures, as the WebUI counts them. */
    public List<Long> seeds() {
        return counted(seed, Double.parseDouble(keys.getOrDefault("variation", "0")) > 0 ? 0 : 1);
    }

    /** The second seeds of all pictures. */
    public List<Long> subseeds() {
        return counted(subseed, 1);
    }

    private List<Long> counted(final long first, final int step) {
        final List<Long> all = new ArrayList<>();
        for (int i = 0; i < together * rounds; i++)
            all.add(first + (long) step * i);
        return all;
    }
}
