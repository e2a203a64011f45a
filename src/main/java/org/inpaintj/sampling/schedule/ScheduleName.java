package org.inpaintj.sampling.schedule;

import java.util.function.BiFunction;

import org.inpaintj.core.InpaintException;

/** The values of the key {@code schedule}. */
public enum ScheduleName {

    /** The sampler's usual one. */
    AUTOMATIC("Automatic", null),
    /** What the model folder's {@code scheduler_config.json} says, as diffusers reads it. */
    MODEL("Model", null),
    UNIFORM("Uniform", SigmaSchedules::uniform),
    KARRAS("Karras", SigmaSchedules::karras),
    EXPONENTIAL("Exponential", SigmaSchedules::exponential),
    POLYEXPONENTIAL("Polyexponential", SigmaSchedules::polyexponential),
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

    /**
     * @param xl whether the network is of the SDXL family, for tables made for one
     * @return n sigmas above zero, falling
     */
    public double[] sigmas(final int n, final SigmaScale scale, final boolean xl) {
        return this == ALIGN_YOUR_STEPS ? SigmaSchedules.alignYourSteps(n, xl) : function.apply(n, scale);
    }
}
