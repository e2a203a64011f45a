package org.inpaintj.engine.remote.a1111;

import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.soft.SoftInpainting;
import org.inpaintj.engine.remote.RemoteSampling;
import org.inpaintj.engine.remote.ServerKeys;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;

/**
 * The keys that mean something to a WebUI.
 *
 * @param sampling how it is sampled
 * @param masked   the mask
 * @param softly   soft inpainting
 * @param place    where the server is
 * @param prompts  what is to be painted
 */
public record A1111Keys(RemoteSampling sampling, MaskedStart masked, SoftInpainting softly, ServerKeys place,
        RemoteSampling.RemotePrompts prompts) {

    /** What it starts from. */
    public record MaskedStart(
            @Key(label = "Masked content", def = "original", scope = Key.Scope.MASK, group = KeyGroup.SAMPLING,
                    place = 32, help = "what diffusion starts from under the mask") Content content) {
    }
}
