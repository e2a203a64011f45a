package org.inpaintj.engine.diffusion.control;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.SceneInput;

/**
 * One ControlNet and how it is used.
 *
 * @param number       from 1
 * @param picture      what it sees: {@link SceneInput#SHOWN}, or what the caller has read of an image; empty for none
 * @param network      path of the ControlNet; empty if there is none
 * @param weight       factor of all it gives
 * @param start        share of the steps before it begins
 * @param end          share of the steps after which it has ended
 * @param mode         what counts more
 * @param preprocessor what is made of the picture first, a word or the path of a network
 */
public record ControlUnit(int number, String picture, String network, double weight, double start, double end,
        ControlMode mode, String preprocessor) {

    public ControlUnit {
        picture = picture.strip();
        network = network.strip();
        preprocessor = preprocessor.strip();
    }

    /** A key of the unit, such as {@code control2_weight} for {@code control} and {@code _weight}. */
    String key(final String first, final String rest) {
        return first + (number == 1 ? "" : number) + rest;
    }

    /** Whether it changes anything. */
    public boolean isUsed() {
        return !network.isEmpty() && weight != 0;
    }

    /** Whether it sees the picture that is painted on. */
    public boolean seesShown() {
        return picture.equalsIgnoreCase(SceneInput.SHOWN);
    }

    /**
     * Whether it takes part in an evaluation.
     *
     * @param evaluation from 0
     * @param all        of the run
     */
    boolean isActive(final int evaluation, final int all) {
        return start <= (double) evaluation / all && (double) (evaluation + 1) / all <= end;
    }

    /** @throws InpaintException if its keys contradict each other */
    public void check() {
        if (!network.isEmpty() && picture.isEmpty())
            throw new InpaintException("The ControlNet of " + key("controlnet", "") + " sees no picture: set "
                    + key("control", "") + " to the title of an open image, to a file, or to shown for the picture "
                    + "that is changed.");
        if (!network.isEmpty() && start >= end)
            throw new InpaintException(key("control", "_start") + "=" + start + " is not before "
                    + key("control", "_end") + "=" + end + ", so the ControlNet would never take part: give a start "
                    + "below the end.");
    }
}
