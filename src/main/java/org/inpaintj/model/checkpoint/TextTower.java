package org.inpaintj.model.checkpoint;

import java.util.Collections;
import java.util.Map;

/**
 * The weights of a CLIP text encoder under the names of transformers, such as
 * {@code text_model.encoder.layers.0.self_attn.q_proj.weight}. The projection is either {@code text_projection.weight},
 * [projection, width] as transformers has it, or {@code text_projection}, [width, projection] as OpenCLIP has it, for
 * x·P.
 *
 * @param weights  by their names
 * @param openClip whether it is one of OpenCLIP (SD2, the second of SDXL, GELU) instead of OpenAI's CLIP-L (quick GELU)
 */
public record TextTower(Map<String, StoredTensor> weights, boolean openClip) {

    public TextTower {
        weights = Collections.unmodifiableMap(weights);
    }
}
