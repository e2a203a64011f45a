package org.inpaintj.model.checkpoint;

import java.util.Map;
import java.util.Optional;

/** The families of models whose UNets can be run from a checkpoint. */
public enum CheckpointFamily {

    SD1("Stable Diffusion 1", 768), SD2("Stable Diffusion 2", 1024), SDXL("Stable Diffusion XL", 2048),
    SDXL_REFINER("Stable Diffusion XL refiner", 1280);

    private static final String FIRST_ATTENTION = "down_blocks.0.attentions.0.proj_in.weight";
    /** The refiner has four resolutions, SDXL three. */
    private static final String FOURTH_RESOLUTION = "down_blocks.3.resnets.0.norm1.weight";
    /** Columns of the embedding of sizes and the pooled text in the refiner, which has no others of its width. */
    private static final long REFINER_LABELS = 2560;

    private final String title;
    private final int contextWidth;

    CheckpointFamily(final String title, final int contextWidth) {
        this.title = title;
        this.contextWidth = contextWidth;
    }

    /** As people call it. */
    public String title() {
        return title;
    }

    /** Width of the features of a text that published models of the family attend to. */
    public int contextWidth() {
        return contextWidth;
    }

    /**
     * The family of a UNet or a ControlNet, told by its layers: SDXL embeds sizes beside the time and has no attention
     * at the first of its three resolutions; SD 2 projects into its attentions by matrices, SD 1 by convolutions.
     *
     * @param network weights by diffusers' names
     */
    public static Optional<CheckpointFamily> of(final Map<String, StoredTensor> network) {
        final StoredTensor projection = network.get(FIRST_ATTENTION);
        if (projection != null)
            return Optional.of(projection.dims().size() == 4 ? SD1 : SD2);
        final StoredTensor labels = network.get("add_embedding.linear_1.weight");
        if (labels == null)
            return Optional.empty();
        final boolean refiner = labels.dims().size() == 2 && labels.size(1) == REFINER_LABELS
                || contextWidth(network) == SDXL_REFINER.contextWidth || network.containsKey(FOURTH_RESOLUTION);
        return Optional.of(refiner ? SDXL_REFINER : SDXL);
    }

    /** Width of the features of a text that a network attends to; 0 if it attends to none. */
    static long contextWidth(final Map<String, StoredTensor> network) {
        return network.values().stream().filter(t -> t.name().endsWith(".attn2.to_k.weight") && t.dims().size() == 2)
                .mapToLong(t -> t.size(1)).findFirst().orElse(0);
    }
}
