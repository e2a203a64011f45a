package org.inpaintj.engine;

/**
 * A mask use says what an engine wants the mask of a scene to be made of. Whatever it says, only what is selected
 * changes, and what lies outside as far as {@code spill} allows.
 *
 * @param blurred   whether the selection is blurred by the key {@code blur} on both sides of its outline, as the mask
 *                  blur of the WebUI, instead of kept as it is. The scene reaches as far as that blur, the candidates
 *                  say their own opacity, which the feather bounds, and {@code spill} counts whole
 * @param strengths whether the grey values of the selection are strengths: they come as the scene's input
 *                  {@link SceneInput#STRENGTH_MAP}, and the mask is 1 wherever they are above 0
 */
public record MaskUse(boolean blurred, boolean strengths) {

    /** The selection as it is. */
    public static final MaskUse PLAIN = new MaskUse(false, false);
}
