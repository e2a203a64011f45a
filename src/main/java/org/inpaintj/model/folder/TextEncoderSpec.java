package org.inpaintj.model.folder;

/**
 * Which text encoders a model must have.
 *
 * @param fewestClips   CLIPs at least
 * @param mostClips     CLIPs at most; of two, OpenAI's comes first
 * @param t5Tokens      tokens of the T5 that a model may have after them, unless its graph says; 0 if it has none
 * @param intermediate  whether layers before the last are read, and a pooled vector that went through a projection
 * @param padded        whether the denoiser may take wider texts than the CLIPs give together
 */
public record TextEncoderSpec(int fewestClips, int mostClips, int t5Tokens, boolean intermediate, boolean padded) {

    /** Such as "1 or 2". */
    String clips() {
        return fewestClips == mostClips ? Integer.toString(mostClips) : fewestClips + " or " + mostClips;
    }
}
