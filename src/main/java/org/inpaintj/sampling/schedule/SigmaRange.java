package org.inpaintj.sampling.schedule;

import org.inpaintj.core.InpaintException;

/**
 * Between which sigmas the steps of a named schedule are laid out, and how: the WebUI's settings sigma min, sigma max
 * and rho.
 *
 * @param min the lowest above zero; 0 for the model's
 * @param max the highest; 0 for the model's
 * @param rho how steps crowd at low sigmas, for Karras and Polyexponential; 0 for the schedule's own
 */
public record SigmaRange(double min, double max, double rho) {

    /** All as the model and the schedule have it. */
    public static final SigmaRange DEFAULTS = new SigmaRange(0, 0, 0);

    /** A scale with this range, for schedules that follow it. */
    public SigmaScale of(final SigmaScale scale) {
        if (min == 0 && max == 0)
            return scale;
        final double low = min == 0 ? scale.min() : min, high = max == 0 ? scale.max() : max;
        if (low >= high)
            throw new InpaintException("The steps cannot go from sigma " + (float) high + " down to " + (float) low
                    + ": give a sigma_min below sigma_max; the model's own are " + (float) scale.min() + " and "
                    + (float) scale.max() + ".");
        if (scale.flow() && high > 1)
            throw new InpaintException("The value of 'sigma_max' must be at most 1 for a model trained by flow matching"
                    + ", not " + (float) high + ".");
        return new RangedSigmas(scale, low, high);
    }
}
