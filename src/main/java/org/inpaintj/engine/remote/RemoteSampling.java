package org.inpaintj.engine.remote;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;

/**
 * The keys of sampling that servers with a diffusion model take; what they mean stands with the engine diffusion, with
 * which they are shared.
 */
public record RemoteSampling(
        @Key(label = "Sampler", def = "auto", group = KeyGroup.SAMPLING, place = 11,
                help = "sampler, as the server names it; auto is DPM++ 2M") String sampler,
        @Key(label = "Schedule", def = "Automatic", group = KeyGroup.SAMPLING, place = 12,
                help = "noise schedule") String schedule,
        @Key(label = "Steps", def = "20", min = 1, max = 1000, group = KeyGroup.SAMPLING, place = 21,
                help = "diffusion steps") int steps,
        @Key(label = "Guidance", def = "7", min = 0, max = 100, group = KeyGroup.SAMPLING, place = 22,
                help = "classifier-free guidance scale") double cfg,
        @Key(label = "Strength", def = "0.75", min = 0, max = 1, scope = Key.Scope.IMAGE, group = KeyGroup.SAMPLING,
                place = 31, help = "0 changes nothing, 1 repaints freely") double strength) {

    /** What is to be painted. */
    public record RemotePrompts(
            @Key(label = "Negative prompt", lines = 2, group = KeyGroup.PROMPT, place = 41,
                    help = "what not to paint") String negative,
            @Key(label = "Prompt", lines = 3, group = KeyGroup.PROMPT, place = 31,
                    help = "what to paint") String prompt) {
    }

    /** The sampler that runs, where it is left open. */
    public String namedSampler() {
        return sampler.isBlank() || sampler.strip().equalsIgnoreCase("auto") ? "DPM++ 2M" : sampler.strip();
    }
}
