package org.inpaintj.engine.diffusion.lora;

import java.util.List;
import java.util.Map;

import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.onnx.Tensor;

/**
 * A model with LoRA files applied.
 *
 * @param model     the same with changed networks
 * @param constants what its networks are fed in every run, by their names: strengths
 * @param notes     what the user should know, full sentences
 * @param facts     for the record: the files, their digests and strengths
 */
public record AppliedLoras(DiffusionModel model, Map<String, Map<String, Tensor>> constants, List<String> notes,
        Map<String, String> facts) {

    /** A model as it is. */
    static AppliedLoras none(final DiffusionModel model) {
        return new AppliedLoras(model, Map.of(), List.of(), Map.of());
    }
}
