package org.inpaintj.engine.diffusion;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.raster.PillowResampler;
import org.inpaintj.raster.TorchBicubic;
import org.inpaintj.raster.TorchBilinear;
import org.inpaintj.raster.TorchNearest;
import org.inpaintj.upscale.Upscaler;
import org.inpaintj.upscale.UpscalerOptions;
import org.inpaintj.upscale.Upscalers;

/** What enlarges between the two passes of the hires fix: the latents, or the decoded pixels. */
sealed interface HiresUpscaler {

    /**
     * The one that {@code hires_with} names.
     *
     * @throws InpaintException if there is none of that name, or the file is none
     */
    static HiresUpscaler of(final String name, final Device device) {
        for (final Latent mode : Latent.values())
            if (mode.id().equals(name.strip()))
                return mode;
        if (!Upscalers.found().know(name)) {
            ModelLocator.checkFetched(name);
            throw new InpaintException("hires_with=" + name + " names nothing: use latent, latent_antialiased, "
                    + "latent_bicubic, latent_bicubic_antialiased, latent_nearest, latent_nearest_exact, or an "
                    + "upscaler such as lanczos.");
        }
        final UpscalerOptions usual = UpscalerOptions.DEFAULT;
        return new Pixels(Upscalers.named(name).with(new UpscalerOptions(usual.tile(), usual.overlap(), device)));
    }

    /** Whether the enlarged picture has to be encoded again. */
    boolean encodes();

    /** For the provenance. */
    Map<String, String> facts();

    /**
     * Shows a pass what the pass before it made.
     *
     * @param looks what that looks like, at the new size
     * @param next  runs the pass
     */
    void enlarge(CandidateRunner.Output before, MaskedPicture looks, DiffusionPipeline next,
            Progress progress);

    /** The interpolations of latents that the WebUI offers ({@code latent_upscale_modes}), as PyTorch makes them. */
    enum Latent implements HiresUpscaler {

        LATENT((plane, width, height) ->
                new TorchBilinear(plane.width(), plane.height(), width, height).resize(plane)),
        LATENT_ANTIALIASED(PillowResampler.LINEAR::resize),
        LATENT_BICUBIC((plane, width, height) -> {
            final Plane out = new Plane(width, height);
            TorchBicubic.resize(plane, width, height,
                    (y, values) -> System.arraycopy(values, 0, out.values(), y * width, width));
            return out;
        }),
        LATENT_BICUBIC_ANTIALIASED(PillowResampler.CUBIC::resize),
        LATENT_NEAREST(TorchNearest.NEAREST::resize),
        LATENT_NEAREST_EXACT(TorchNearest.NEAREST_EXACT::resize);

        /** Brings a channel to another size. */
        private interface Interpolation {

            Plane resize(Plane plane, int width, int height);
        }

        private final Interpolation interpolation;

        Latent(final Interpolation interpolation) {
            this.interpolation = interpolation;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Latents of shape 1, channels, y, x at another size. */
        Tensor resize(final Tensor latents, final int width, final int height) {
            final int wide = (int) latents.size(3), high = (int) latents.size(2), channels = (int) latents.size(1);
            final Tensor out = Tensor.zeros(1, channels, height, width);
            final float[] plane = new float[wide * high];
            for (int c = 0; c < channels; c++) {
                latents.buffer().get(c * plane.length, plane);
                out.buffer().put(c * width * height, interpolation.resize(new Plane(plane.clone(), wide, high), width,
                        height).values());
            }
            return out;
        }

        @Override
        public boolean encodes() {
            return false;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("refining_upscaler", id());
        }

        @Override
        public void enlarge(final CandidateRunner.Output before, final MaskedPicture looks,
                final DiffusionPipeline next, final Progress progress) {
            final long[] shape = next.latentShape();
            next.show(looks, resize(before.latents().orElseThrow(), (int) shape[3], (int) shape[2]));
        }
    }

    /**
     * An upscaler of pixels, whose result is encoded again.
     *
     * @param upscaler of any number of channels
     */
    record Pixels(Upscaler upscaler) implements HiresUpscaler {

        @Override
        public boolean encodes() {
            return true;
        }

        @Override
        public Map<String, String> facts() {
            final Map<String, String> facts = new LinkedHashMap<>();
            facts.put("refining_upscaler", FileNames.last(upscaler.id()));
            final String digest = upscaler.facts().get("upscaler_sha256");
            if (digest != null)
                facts.put("refining_upscaler_sha256", digest);
            return facts;
        }

        @Override
        public void enlarge(final CandidateRunner.Output before, final MaskedPicture looks,
                final DiffusionPipeline next, final Progress progress) {
            final RandomAccessibleInterval<FloatType> large = Upscalers.resize(upscaler,
                    Plane.image(before.painted()), looks.width(), looks.height(), progress);
            next.show(new MaskedPicture(Plane.channels(large), looks.mask()));
        }
    }
}
