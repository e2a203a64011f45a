package org.inpaintj.engine.diffusion.family;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.onnx.Tensor;

/**
 * One of the questions that classifier-free guidance asks the denoiser at a time: one text for one image.
 *
 * @param text     what the image shows
 * @param width    of the image, px
 * @param height   of the image, px
 * @param unwanted whether the text is the negative prompt
 * @param guidance the scale, for models that embed it
 */
public record DenoiserBranch(Conditioning text, int width, int height, boolean unwanted, double guidance) {

    /** One tensor for all branches: what is made of each, one after the other along the slowest axis. */
    public static Tensor stack(final List<DenoiserBranch> branches, final Function<DenoiserBranch, Tensor> each) {
        return TensorStack.batch(branches.stream().map(each).toArray(Tensor[]::new));
    }

    /** The texts of all branches for the inputs that take them, by their names; to be added to. */
    public static Map<String, Tensor> texts(final DenoiserFile.Inputs inputs, final List<DenoiserBranch> branches) {
        final Map<String, Tensor> feeds = new HashMap<>();
        feeds.put(inputs.context().name(), stack(branches, b -> b.text().context()));
        inputs.pooled().ifPresent(p -> feeds.put(p.name(), stack(branches, b -> b.text().pooled().orElseThrow())));
        return feeds;
    }
}
