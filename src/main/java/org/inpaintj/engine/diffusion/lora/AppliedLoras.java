package org.inpaintj.engine.diffusion.lora;

import java.util.List;
import java.util.Map;

import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.lora.FewSteps;
import org.inpaintj.lora.LoraSelection;
import org.inpaintj.onnx.Tensor;

/**
 * A model with LoRA files applied.
 *
 * @param model     the same with changed networks
 * @param files     that are applied
 * @param constants what its networks are fed in every run, by their names: strengths
 * @param notes     what the user should know, full sentences
 * @param facts     for the record: the files, their digests and strengths
 */
public record AppliedLoras(DiffusionModel model, LoraSelection files, Map<String, Map<String, Tensor>> constants,
        List<String> notes, Map<String, String> facts) {

    /** A model as it is. */
    static AppliedLoras none(final DiffusionModel model) {
        return new AppliedLoras(model, LoraSelection.NONE, Map.of(), List.of(), Map.of());
    }

    /** What to do about settings that do not fit files made for few steps, full sentences. */
    public List<String> advice(final String sampler, final int steps, final double cfg) {
        return files.choices().stream().map(LoraSelection.Choice::file).flatMap(file -> FewSteps.of(file)
                .flatMap(kind -> kind.advice(file, sampler, steps, cfg)).stream()).toList();
    }
}
