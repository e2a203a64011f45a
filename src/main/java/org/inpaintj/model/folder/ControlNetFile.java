package org.inpaintj.model.folder;

import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ChannelCount;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A ControlNet (Zhang et al. 2023), and what its inputs and outputs are for.
 *
 * @param network   its file
 * @param sample    noisy latents, of shape batch, channel, y, x
 * @param timestep  rank 0 or 1, and of whatever type the export uses
 * @param context   the texts, of shape batch, sequence, width
 * @param pooled    one vector a text (SDXL)
 * @param timeIds   sizes and crop (SDXL)
 * @param hint      the picture, red, green and blue in 0..1, of shape batch, 3, y, x
 * @param scale     factor of all residuals, in exports that have it
 * @param residuals what it gives
 * @param channels  of the latents
 * @param width     of the first residual; -1 if the file does not tell
 */
public record ControlNetFile(NetworkFile network, ValueInfo sample, ValueInfo timestep, ValueInfo context,
        Optional<ValueInfo> pooled, Optional<ValueInfo> timeIds, ValueInfo hint, Optional<ValueInfo> scale,
        Residuals residuals, long channels, long width) {

    /**
     * Reads a ControlNet.
     *
     * @throws InpaintException if it is none
     */
    public static ControlNetFile of(final OnnxModelInfo c) {
        final NetworkKind kind = NetworkClassifier.of(c);
        if (kind != NetworkKind.CONTROLNET)
            throw new InpaintException(c.file() + " is " + kind.label() + ", not a ControlNet, which takes latents, a "
                    + "timestep, a text and a picture" + (kind == NetworkKind.CONTROLLED_UNET
                            ? "; this one belongs into the folder of the model." : "."));
        final ValueInfo sample = NetworkClassifier.sample(c).orElseThrow();
        final Residuals residuals = Residuals.of(c.outputs().stream().filter(p -> p.rank() == 4 || p.rank() < 0)
                .toList());
        final ControlNetFile file = new ControlNetFile(NetworkFile.of(c), sample,
                NetworkClassifier.timestep(c).orElseThrow(), NetworkClassifier.context(c).orElseThrow(),
                c.input("text_embeds"), c.input("time_ids"), NetworkClassifier.hint(c).orElseThrow(),
                c.input("conditioning_scale"), residuals, ChannelCount.of(c, sample),
                ChannelCount.of(c, residuals.all().get(0)));
        final long known = 4L + file.pooled.stream().count() + file.timeIds.stream().count()
                + file.scale.stream().count();
        if (c.inputs().size() != known)
            throw new InpaintException(c.file() + " has inputs of an unknown kind: it takes " + c.inputs()
                    + "; use a ControlNet as diffusers exports it.");
        return file;
    }

    /** Features of a token of the texts; -1 if the file does not tell. */
    public long contextWidth() {
        return context.size(2);
    }
}
