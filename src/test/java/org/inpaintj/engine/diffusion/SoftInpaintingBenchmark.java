package org.inpaintj.engine.diffusion;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.soft.AdaptiveMask;
import org.inpaintj.engine.diffusion.soft.ChangeMap;
import org.inpaintj.engine.diffusion.soft.LatentBlend;
import org.inpaintj.engine.diffusion.soft.LatentMask;
import org.inpaintj.engine.diffusion.soft.SoftInpainting;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.params.Parameters;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.MaskBlur;

/**
 * What soft inpainting adds to a step: {@code SoftInpaintingBenchmark FOLDER [SIDE]}, with a model made by
 * {@code models/tools/full_size_sd15.py} or any of Stable Diffusion 1 or 2, by default at 512 x 512 px. Prints the
 * medians of a call of the denoiser for one image without guidance, of the latent blend and of a change map, and the
 * shares; and, once a run, of the mask blur and of the opacity.
 */
public final class SoftInpaintingBenchmark {

    private static final int TIMES = 101, CHANNELS = 4, FACTOR = 8;

    private SoftInpaintingBenchmark() {}

    public static void main(final String[] args) {
        final int side = args.length > 1 ? Integer.parseInt(args[1]) : 512, cells = side / FACTOR;
        final DiffusionModel model = DiffusionModel.read(Path.of(args[0]));
        final Random random = new Random(1);
        final Box image = new Box(0, 0, side, side);
        final Mask hard = Mask.full(new Box(side / 4, side / 4, side / 2, side / 2));
        final Mask blurred = MaskBlur.blur(hard, 16, image).over(image);
        final float[] mask = new LatentMask(blurred.plane(), FACTOR).greys(false);
        final float[] known = noise(random, CHANNELS * mask.length), made = noise(random, CHANNELS * mask.length);
        final SoftInpainting soft = Parameters.of(SoftInpainting.class).parse(Map.of("soft", "true"));
        final LatentBlend blend = new LatentBlend(soft, mask);
        final ChangeMap map = new ChangeMap(mask, 20);

        final double step = step(model, cells, random);
        final double blends = median(() -> blend.into(made.clone(), known, 1, 1.5));
        final double maps = median(() -> map.putBack(5, made.clone(), () -> known));
        final double blurs = median(() -> MaskBlur.blur(hard, 16, image));
        final double opacity = median(() -> AdaptiveMask.of(soft, known, made, new Plane(mask, cells, cells), FACTOR));
        System.out.printf(Locale.ROOT, "%d x %d px: denoiser %.1f ms a call%n", side, side, step);
        System.out.printf(Locale.ROOT, "latent blend %.3f ms, %.3f %% of a call; change map %.3f ms, %.3f %%%n", blends,
                100 * blends / step, maps, 100 * maps / step);
        System.out.printf(Locale.ROOT, "once a run: mask blur %.1f ms, opacity %.1f ms%n", blurs, opacity);
    }

    private static double step(final DiffusionModel model, final int cells, final Random random) {
        try (SessionPool pool = new SessionPool(Long.MAX_VALUE / 2, options -> { })) {
            final NoisePredictor network = new NoisePredictor(model, pool);
            final Map<String, Tensor> feeds = new HashMap<>();
            final ValueInfo context = model.denoiser().inputs().context();
            final int width = (int) context.size(2);
            feeds.put(context.name(), Tensor.of(noise(random, 77 * width), 1, 77, width));
            final Tensor sample = Tensor.of(noise(random, CHANNELS * cells * cells), 1, CHANNELS, cells, cells);
            final double[] all = new double[5];
            for (int i = -1; i < all.length; i++) {
                final long start = System.nanoTime();
                network.predict(sample, 500, feeds, Progress.NONE);
                if (i >= 0)
                    all[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(all);
            return all[all.length / 2];
        }
    }

    private static double median(final Runnable run) {
        final double[] all = new double[TIMES];
        for (int i = -TIMES; i < TIMES; i++) {
            final long start = System.nanoTime();
            run.run();
            if (i >= 0)
                all[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(all);
        return all[TIMES / 2];
    }

    private static float[] noise(final Random random, final int n) {
        final float[] out = new float[n];
        for (int i = 0; i < n; i++)
            out[i] = (float) random.nextGaussian();
        return out;
    }
}
