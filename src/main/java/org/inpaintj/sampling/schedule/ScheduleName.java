package org.inpaintj.sampling.schedule;

import java.util.Set;
import java.util.function.BiFunction;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.SamplerOption;

/** The values of the key {@code schedule}. */
public enum ScheduleName {

    /** The sampler's usual one. */
    AUTOMATIC("Automatic", null),
    /** What the model folder's {@code scheduler_config.json} says, as diffusers reads it. */
    MODEL("Model", null),
    UNIFORM("Uniform", SigmaSchedules::uniform),
    KARRAS("Karras", null),
    EXPONENTIAL("Exponential", SigmaSchedules::exponential),
    POLYEXPONENTIAL("Polyexponential", null),
    SGM_UNIFORM("SGM Uniform", SigmaSchedules::sgmUniform),
    SIMPLE("Simple", SigmaSchedules::simple),
    NORMAL("Normal", SigmaSchedules::normal),
    DDIM("DDIM", SigmaSchedules::ddim),
    KL_OPTIMAL("KL Optimal", SigmaSchedules::klOptimal),
    ALIGN_YOUR_STEPS("Align Your Steps", null),
    BETA("Beta", SigmaSchedules::beta);

    private static final String KARRAS_TAIL = "ka";

    private final String label;
    private final BiFunction<Integer, SigmaScale, double[]> function;

    ScheduleName(final String label, final BiFunction<Integer, SigmaScale, double[]> function) {
        this.label = label;
        this.function = function;
    }

    /** As people and macros write it. */
    public String label() {
        return label;
    }

    /**
     * The schedule with that label; case, spaces and punctuation do not count, and {@code ka} is Karras, as in
     * {@code k_dpmpp_2m_ka}.
     *
     * @throws InpaintException naming near ones if there is none
     */
    public static ScheduleName of(final String text) {
        return text.equalsIgnoreCase(KARRAS_TAIL) ? KARRAS
                : Labels.find("schedule", text, values(), ScheduleName::label);
    }

    static boolean isKnown(final String text) {
        return text.equalsIgnoreCase(KARRAS_TAIL) || Labels.isKnown(text, values(), ScheduleName::label);
    }

    /** The options that change where its steps are. */
    public Set<SamplerOption> heeded() {
        return switch (this) {
            case KARRAS, POLYEXPONENTIAL -> Set.of(SamplerOption.SIGMA_RANGE, SamplerOption.RHO);
            case EXPONENTIAL, SGM_UNIFORM, NORMAL, KL_OPTIMAL, BETA -> Set.of(SamplerOption.SIGMA_RANGE);
            default -> Set.of();
        };
    }

    /** The same between the model's own ends. */
    public double[] sigmas(final int n, final SigmaScale scale, final boolean xl) {
        return sigmas(n, scale, xl, SigmaRange.DEFAULTS);
    }

    /**
     * Lays out steps.
     *
     * @param xl    whether the network is of the SDXL family, for tables made for one
     * @param range of those that {@link #heeded heed} it
     * @return n sigmas above zero, falling
     */
    public double[] sigmas(final int n, final SigmaScale scale, final boolean xl, final SigmaRange range) {
        final SigmaScale ranged = heeded().isEmpty() ? scale : range.of(scale);
        return switch (this) {
            case ALIGN_YOUR_STEPS -> SigmaSchedules.alignYourSteps(n, xl);
            case KARRAS -> SigmaSchedules.karras(n, ranged.min(), ranged.max(), range.rho());
            case POLYEXPONENTIAL -> SigmaSchedules.polyexponential(n, ranged, range.rho());
            default -> function.apply(n, ranged);
        };
    }
}
