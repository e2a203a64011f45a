package org.inpaintj.sampling.schedule;

import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.sampling.LatentClip;
import org.inpaintj.sampling.PredictionType;

/**
 * A {@code scheduler_config.json} as diffusers writes it. A field that is absent has the default of the scheduler class
 * that reads it, which is why most getters take one.
 */
public final class SchedulerConfig {

    /** What is left at the last timestep under zero terminal signal-to-noise ratio where zero cannot be used. */
    static final double TERMINAL_WEBUI = 4.897e-8;
    public static final double TERMINAL_DIFFUSERS = Math.pow(2, -24);

    private static final int DISTILLED_STEPS = 50;

    private final JsonConfig json;

    private SchedulerConfig(final JsonConfig json) {
        this.json = json.complaining((source, key, value, kind) -> refused(source, key, value, "it must be " + kind));
    }

    /** The configuration in a file's values. */
    public static SchedulerConfig of(final JsonConfig json) {
        return new SchedulerConfig(json);
    }

    /**
     * The configuration in a file's text.
     *
     * @param source its path, for messages
     * @throws InpaintException if it is no JSON object
     */
    public static SchedulerConfig parse(final String text, final String source) {
        return new SchedulerConfig(JsonConfig.parse(source, text));
    }

    /** The sampler that the folder's scheduler class stands for. */
    public SamplerName sampler() {
        return switch (className()) {
            case "EulerDiscreteScheduler" -> SamplerName.EULER;
            case "EulerAncestralDiscreteScheduler" -> SamplerName.EULER_A;
            case "HeunDiscreteScheduler" -> SamplerName.HEUN;
            case "LMSDiscreteScheduler" -> SamplerName.LMS;
            case "KDPM2DiscreteScheduler" -> SamplerName.DPM2;
            case "KDPM2AncestralDiscreteScheduler" -> SamplerName.DPM2_A;
            case "DPMSolverSDEScheduler" -> SamplerName.DPMPP_SDE;
            case "DPMSolverMultistepScheduler" -> !text("algorithm_type", "dpmsolver++").startsWith("sde")
                    ? SamplerName.DPMPP_2M
                    : whole("solver_order", 2) == 3 ? SamplerName.DPMPP_3M_SDE : SamplerName.DPMPP_2M_SDE;
            case "DDIMScheduler" -> SamplerName.DDIM;
            case "DDPMScheduler" -> SamplerName.DDPM;
            case "PNDMScheduler" -> SamplerName.PLMS;
            case "UniPCMultistepScheduler" -> SamplerName.UNIPC;
            case "LCMScheduler" -> SamplerName.LCM;
            case "FlowMatchEulerDiscreteScheduler" -> SamplerName.FLOW_MATCH_EULER;
            default -> throw refused("_class_name", className(), "choose a sampler and a named schedule");
        };
    }

    /** What the network predicts. */
    public PredictionType prediction() {
        if (className().startsWith("FlowMatch"))
            return PredictionType.FLOW_PREDICTION;
        final String type = text("prediction_type", "epsilon");
        return PredictionType.of(type).orElseThrow(() -> refused("prediction_type", type,
                "it must be epsilon, v_prediction, sample or flow_prediction"));
    }

    /** This configuration with another value in a field. */
    public SchedulerConfig with(final String field, final Object value) {
        return new SchedulerConfig(json.with(field, value));
    }

    public String className() {
        return text("_class_name", "");
    }

    public int trainTimesteps() {
        return whole("num_train_timesteps", 1000);
    }

    /** Steps of the schedule that a consistency model was distilled on. */
    public int originalSteps() {
        final int steps = whole("original_inference_steps", DISTILLED_STEPS);
        if (steps < 1 || steps > trainTimesteps())
            throw refused("original_inference_steps", steps, "it must be from 1 to " + trainTimesteps());
        return steps;
    }

    /** The shift of a flow-matching model. */
    public double shift() {
        return number("shift", number("flow_shift", 1));
    }

    /** The training noise as the WebUI uses it. */
    public AlphasCumprod alphas() {
        return switch (className()) {
            case "HeunDiscreteScheduler", "KDPM2DiscreteScheduler", "KDPM2AncestralDiscreteScheduler",
                    "DPMSolverSDEScheduler" -> alphas(0.00085, 0.012, "linear", TERMINAL_WEBUI);
            case "LCMScheduler" -> alphas(0.00085, 0.012, "scaled_linear", TERMINAL_WEBUI);
            default -> alphas(0.0001, 0.02, "linear", TERMINAL_WEBUI);
        };
    }

    /**
     * The training noise as a scheduler class reads it; the first three arguments are its defaults.
     *
     * @param terminal what is left at the last timestep where the fields ask for zero terminal signal-to-noise ratio;
     *                 NaN for classes that do not know that field
     */
    public AlphasCumprod alphas(final double defaultStart, final double defaultEnd, final String defaultSchedule,
            final double terminal) {
        final double start = number("beta_start", defaultStart);
        final double end = number("beta_end", defaultEnd);
        final String schedule = text("beta_schedule", defaultSchedule);
        final int n = trainTimesteps();
        if (n < 2)
            throw refused("num_train_timesteps", n, "it must be 2 or more");
        final float[] betas = has("trained_betas") ? floats("trained_betas") : switch (schedule) {
            case "linear" -> AlphasCumprod.linear(start, end, n);
            case "scaled_linear" -> AlphasCumprod.scaledLinear(start, end, n);
            case "squaredcos_cap_v2" -> AlphasCumprod.ofCurve(
                    t -> Math.pow(Math.cos((t + 0.008) / 1.008 * Math.PI / 2), 2), n);
            case "exp" -> AlphasCumprod.ofCurve(t -> Math.exp(-12 * t), n);
            case "laplace" -> AlphasCumprod.ofCurve(SchedulerConfig::laplace, n);
            case "sigmoid" -> sigmoid(start, end, n);
            default -> throw refused("beta_schedule", schedule,
                    "it must be linear, scaled_linear, squaredcos_cap_v2, exp, laplace or sigmoid");
        };
        if (betas.length != n)
            throw refused("trained_betas", betas.length + " numbers", "num_train_timesteps says " + n);
        return !Double.isNaN(terminal) && flag("rescale_betas_zero_snr", false)
                ? AlphasCumprod.ofBetas(AlphasCumprod.zeroTerminal(betas)).withLast(terminal)
                : AlphasCumprod.ofBetas(betas);
    }

    private float[] floats(final String field) {
        final List<Double> numbers = numbers(field);
        final float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++)
            floats[i] = numbers.get(i).floatValue();
        return floats;
    }

    private static double laplace(final double t) {
        final double lambda = -0.5 * Math.copySign(1, 0.5 - t) * Math.log(1 - 2 * Math.abs(0.5 - t) + 1e-6);
        final double snr = Math.exp(lambda);
        return Math.sqrt(snr / (1 + snr));
    }

    private static float[] sigmoid(final double start, final double end, final int n) {
        final float[] betas = AlphasCumprod.linear(-6, 6, n);
        for (int i = 0; i < n; i++)
            betas[i] = (float) (1 / (1 + Math.exp(-betas[i])) * (end - start) + start);
        return betas;
    }

    /** Dynamic thresholding or clipping where the fields ask for it. */
    public LatentClip clip(final boolean clipsByDefault) {
        if (flag("thresholding", false))
            return LatentClip.dynamic(number("dynamic_thresholding_ratio", 0.995), number("sample_max_value", 1));
        return flag("clip_sample", clipsByDefault) ? LatentClip.to(number("clip_sample_range", 1)) : LatentClip.NONE;
    }

    boolean has(final String field) {
        return json.has(field);
    }

    public boolean flag(final String field, final boolean absent) {
        return json.flag(field, absent);
    }

    public int whole(final String field, final int absent) {
        final double value = number(field, absent);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE)
            throw refused(field, value, "it must be a whole number");
        return (int) value;
    }

    public double number(final String field, final double absent) {
        return json.number(field, absent);
    }

    public String text(final String field, final String absent) {
        return json.text(field, absent);
    }

    public List<Double> numbers(final String field) {
        return json.numbers(field);
    }

    /** The complaint about a field whose value cannot be used, and what to do instead. */
    public InpaintException refused(final String field, final Object value, final String instead) {
        return refused(json.source(), field, value, instead);
    }

    private static InpaintException refused(final String source, final String field, final Object value,
            final String instead) {
        return new InpaintException("The scheduler configuration " + source + " cannot be used: '" + field + "' is "
                + value + "; " + instead + ".");
    }
}
