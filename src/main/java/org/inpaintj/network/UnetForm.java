package org.inpaintj.network;

import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.StoredTensor;

/**
 * What the names and shapes of a UNet's weights do not tell, or tell for all of it.
 *
 * @param heads    of the attentions of each level, first level first; empty to follow the rule of the family: 8 where
 *                 the attention begins with a convolution (Stable Diffusion 1), else one for 64 features
 * @param groups   of the group normalisations
 * @param idWidth  features of one time id (SDXL)
 * @param idCount  how many time ids there are (SDXL: 6, its refiner: 5), 0 for none
 */
public record UnetForm(List<Integer> heads, int groups, int idWidth, int idCount) {

    private static final int GROUPS = 32, ID_WIDTH = 256, HEAD_WIDTH = 64, FIXED_HEADS = 8;

    public UnetForm {
        heads = List.copyOf(heads);
    }

    /** As published models are. */
    public static UnetForm usual(final int idCount) {
        return new UnetForm(List.of(), GROUPS, ID_WIDTH, idCount);
    }

    /** The heads of an attention. */
    int heads(final Weights weights, final String transformer, final int level) {
        final StoredTensor project = weights.get(transformer + ".proj_in.weight");
        final int width = (int) project.size(0);
        final int count = !heads.isEmpty() ? heads.get(Math.min(level, heads.size() - 1))
                : project.dims().size() == 4 ? FIXED_HEADS : Math.max(1, width / HEAD_WIDTH);
        if (width % count != 0)
            throw new InpaintException(weights.owner() + " has an attention of " + width + " features, which " + count
                    + " heads cannot share; it is of another kind than its names say.");
        return count;
    }
}
