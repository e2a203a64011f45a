package org.inpaintj.engine.diffusion.family;

import java.util.List;
import java.util.Optional;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.LatentLayout;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.sampling.PredictionType;

/**
 * A family that nobody has trained: its UNet says so in its config.json, reads its text twice as strong, takes the
 * channels of latents in the opposite order, and its latents have a scale and a shift of their own.
 */
@Plugin(type = DiffusionFamily.class, priority = Priority.HIGH)
public final class MadeUpFamily extends UnetFamily {

    @Override
    public String title() {
        return "Made-up Diffusion";
    }

    @Override
    public boolean recognises(final OnnxModelInfo network, final DenoiserFile denoiser, final JsonConfig scheduler) {
        return denoiser.config().text("_class_name", "").equals("MadeUpUNet");
    }

    @Override
    public LatentLayout latents() {
        return new LatentLayout(4, 0.25, 0.5);
    }

    @Override
    protected int usualSize(final PredictionType prediction) {
        return 64;
    }

    @Override
    public Conditioning join(final List<TextEncoding> parts, final DenoiserFile denoiser) {
        final Tensor text = parts.get(0).hidden(), context = Tensor.zeros(text.shape());
        for (int i = 0; i < text.size(); i++)
            context.buffer().put(i, 2 * text.get(i));
        return new Conditioning(context, Optional.empty());
    }

    @Override
    public Tensor pack(final Tensor latents) {
        return reversed(latents);
    }

    @Override
    public Tensor unpack(final Tensor output, final long height, final long width) {
        return reversed(output);
    }

    private static Tensor reversed(final Tensor latents) {
        final int channels = (int) latents.size(1), plane = (int) (latents.size(2) * latents.size(3));
        final Tensor reversed = Tensor.zeros(latents.shape());
        for (int i = 0; i < latents.size(); i++) {
            final int image = i / plane / channels, channel = i / plane % channels;
            reversed.buffer().put((image * channels + channels - 1 - channel) * plane + i % plane, latents.get(i));
        }
        return reversed;
    }
}
