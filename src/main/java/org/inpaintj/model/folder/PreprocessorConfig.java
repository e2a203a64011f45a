package org.inpaintj.model.folder;

import java.util.List;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.raster.PillowResampler;

/**
 * What preprocessor_config.json, which transformers writes beside a network, says of resampling and normalisation; how
 * large the picture becomes is for the reader of the network to say. Immutable.
 *
 * @param kernel what a picture is resized with
 * @param tones  for each channel what becomes of the values 0 to 255, in the precision of the reference
 */
public record PreprocessorConfig(PillowResampler kernel, float[][] tones) {

    /** Of ImageNet, of CLIP, and of networks that want -1 to 1. */
    public static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406),
            IMAGENET_STD = List.of(0.229, 0.224, 0.225), CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073),
            CLIP_STD = List.of(0.26862954, 0.26130258, 0.27577711), HALF = List.of(0.5);

    private static final int CHANNELS = 3, VALUES = 256;
    /** Pillow's numbers of its kernels. */
    private static final Map<Integer, PillowResampler> KERNELS =
            Map.of(1, PillowResampler.LANCZOS, 2, PillowResampler.LINEAR, 3,
            PillowResampler.CUBIC, 4, PillowResampler.BOX, 5, PillowResampler.HAMMING);

    /**
     * Reads the file.
     *
     * @param config   its values, or none
     * @param resample Pillow's number of the kernel where the file does not say
     * @param mean     what is subtracted where the file does not say: a number for each channel, or one for all
     * @param std      what is divided by then
     * @throws InpaintException if a value is none that can be used
     */
    public static PreprocessorConfig read(final JsonConfig config, final int resample, final List<Double> mean,
            final List<Double> std) {
        final PillowResampler kernel = KERNELS.get(config.whole("resample", resample));
        if (kernel == null)
            throw new InpaintException(config + " asks for the resampling " + config.whole("resample", resample)
                    + "; those from 1 to 5 are supported.");
        final boolean normalise = config.flag("do_normalize", true);
        final double scale = config.flag("do_rescale", true) ? config.number("rescale_factor", 1.0 / 255) : 1;
        final float[][] tones = new float[CHANNELS][VALUES];
        for (int c = 0; c < CHANNELS; c++) {
            final float less = normalise ? channel(config, "image_mean", mean, c) : 0;
            final float by = normalise ? channel(config, "image_std", std, c) : 1;
            for (int v = 0; v < VALUES; v++)
                tones[c][v] = ((float) (v * scale) - less) / by;
        }
        return new PreprocessorConfig(kernel, tones);
    }

    private static float channel(final JsonConfig config, final String key, final List<Double> absent,
            final int channel) {
        final List<Double> all = config.has(key) ? config.numbers(key) : absent;
        if (all.size() != 1 && all.size() != CHANNELS)
            throw new InpaintException(config + " is damaged: '" + key + "' must be three numbers; download it again.");
        return all.get(all.size() == 1 ? 0 : channel).floatValue();
    }
}
