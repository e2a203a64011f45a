package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.text.Emphasis;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.plan.SamplingKeys;
import org.inpaintj.sampling.schedule.ScheduleName;

/** Keys that were given and mean nothing to a run: nothing is swallowed in silence. */
final class KeysWithoutEffect {

    private KeysWithoutEffect() {}

    /**
     * Which keys the others, the model or the picture leave without effect, full sentences.
     *
     * @param masked whether a part of the picture is repainted
     */
    static List<String> notes(final DiffusionParameters own, final DiffusionModel model, final CandidateRunner runner,
            final boolean masked) {
        final List<String> notes = new ArrayList<>();
        if (own.passes() == 2 && !runner.refines())
            notes.add("There is no second pass: the picture is not larger than the model works at, or a width or "
                    + "height was asked for, or the model takes one size only.");
        if (masked && own.conditioning() < 1 && !model.inpainting())
            notes.add("The conditioning means nothing to this model, which was not made for inpainting.");
        if (masked && own.keep() == DiffusionParameters.Keep.NOISE && model.inpainting())
            notes.add("With keep=noise nothing is put back in the latents of this model, which was made for inpainting "
                    + "and sees the picture beside them.");
        if (own.emphasis() != Emphasis.ORIGINAL && ScheduleName.of(own.schedule()) == ScheduleName.MODEL)
            notes.add(KeyUse.note(List.of("emphasis"), "schedule=Model, which takes prompts as they stand"));
        final List<String> idle = idle(own, runner.heeded());
        if (!idle.isEmpty())
            notes.add(KeyUse.note(idle, "the sampler " + own.sampler() + " and the schedule " + own.schedule()));
        if (own.stop() >= runner.steps())
            notes.add(KeyUse.note(List.of("stop"), runner.steps() + " steps in all"));
        return notes;
    }

    /** The options away from their defaults that mean nothing to sampler and schedule. */
    private static List<String> idle(final DiffusionParameters own, final Set<SamplerOption> heeded) {
        final Set<String> changed = SamplingKeys.ALL.changes(own.options()).keySet();
        return SamplingKeys.ALL.keys().stream().filter(changed::contains)
                .filter(key -> SamplingKeys.option(key).filter(option -> !heeded.contains(option)).isPresent())
                // said by the keys themselves
                .filter(key -> SamplingKeys.ALL.unmet(key, own.options()).isEmpty()).toList();
    }
}
