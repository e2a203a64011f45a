package org.inpaintj.sampling.schedule;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.PredictionType;

/** The values of the key {@code sampler}. */
public enum SamplerName {

    DPMPP_2M("DPM++ 2M", ScheduleName.KARRAS),
    DPMPP_2M_SDE("DPM++ 2M SDE", ScheduleName.EXPONENTIAL, Trait.NOISY),
    DPMPP_2M_SDE_HEUN("DPM++ 2M SDE Heun", ScheduleName.EXPONENTIAL, Trait.NOISY),
    DPMPP_3M_SDE("DPM++ 3M SDE", ScheduleName.EXPONENTIAL, Trait.NOISY, Trait.DROPS_PENULTIMATE),
    DPMPP_SDE("DPM++ SDE", ScheduleName.KARRAS, Trait.NOISY, Trait.TWO_STAGES),
    DPMPP_2S_A("DPM++ 2S a", ScheduleName.KARRAS, Trait.NOISY, Trait.TWO_STAGES),
    EULER("Euler", ScheduleName.UNIFORM),
    EULER_A("Euler a", ScheduleName.UNIFORM, Trait.NOISY),
    HEUN("Heun", ScheduleName.UNIFORM, Trait.TWO_STAGES),
    LMS("LMS", ScheduleName.UNIFORM),
    DPM2("DPM2", ScheduleName.KARRAS, Trait.TWO_STAGES, Trait.DROPS_PENULTIMATE),
    DPM2_A("DPM2 a", ScheduleName.KARRAS, Trait.NOISY, Trait.TWO_STAGES, Trait.DROPS_PENULTIMATE),
    DPM_FAST("DPM fast", ScheduleName.UNIFORM, Trait.NOISY, Trait.OWN_STEPS),
    DPM_ADAPTIVE("DPM adaptive", ScheduleName.UNIFORM, Trait.NOISY, Trait.OWN_STEPS),
    DDIM("DDIM", ScheduleName.DDIM, Trait.OWN_TIMESTEPS),
    DDIM_CFGPP("DDIM CFG++", ScheduleName.DDIM, Trait.OWN_TIMESTEPS),
    DDPM("DDPM", ScheduleName.UNIFORM, Trait.NOISY),
    PLMS("PLMS", ScheduleName.DDIM, Trait.OWN_TIMESTEPS),
    UNIPC("UniPC", ScheduleName.AUTOMATIC, Trait.OWN_TIMESTEPS),
    LCM("LCM", ScheduleName.UNIFORM, Trait.NOISY),
    RESTART("Restart", ScheduleName.KARRAS, Trait.NOISY, Trait.TWO_STAGES),
    FLOW_MATCH_EULER("Flow Match Euler", ScheduleName.NORMAL);

    /** What a sampler needs or does. */
    private enum Trait { NOISY, TWO_STAGES, DROPS_PENULTIMATE, OWN_TIMESTEPS, OWN_STEPS }

    private final String label;
    private final ScheduleName automatic;
    private final Set<Trait> traits;

    SamplerName(final String label, final ScheduleName automatic, final Trait... traits) {
        this.label = label;
        this.automatic = automatic;
        this.traits = Set.of(traits);
    }

    /** As people and macros write it. */
    public String label() {
        return label;
    }

    /** A sampler and a schedule that go together. */
    public record Choice(SamplerName sampler, ScheduleName schedule) {

        /**
         * Reads both keys. A sampler may carry its schedule, as the WebUI writes them ("DPM++ 2M Karras").
         *
         * @throws InpaintException naming near ones if there is no such sampler or schedule, or if two schedules are
         *         named
         */
        public static Choice of(final String sampler, final String schedule) {
            final ScheduleName named = ScheduleName.of(schedule);
            if (!Labels.isKnown(sampler, SamplerName.values(), SamplerName::label))
                for (final String tail : tails(sampler.strip()))
                    if (ScheduleName.isKnown(tail))
                        return with(sampler, tail, named);
            return new Choice(SamplerName.of(sampler), named);
        }

        /** What stands behind each gap between words, the longest first: "SGM Uniform" before "Uniform". */
        private static List<String> tails(final String text) {
            return IntStream.range(1, text.length()).filter(i -> text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '_')
                    .mapToObj(text::substring).toList();
        }

        private static Choice with(final String sampler, final String tail, final ScheduleName named) {
            final String text = sampler.strip();
            final SamplerName own = SamplerName.of(text.substring(0, text.length() - tail.length() - 1));
            final ScheduleName carried = ScheduleName.of(tail);
            if (named != ScheduleName.AUTOMATIC && named != carried)
                throw new InpaintException("The sampler '" + text + "' names a schedule of its own, and schedule is '"
                        + named.label() + "': leave out one of them.");
            return new Choice(own, carried);
        }

        /** The same with the schedule that Automatic stands for; errors as when it runs. */
        public Choice resolved(final SchedulerConfig config) {
            return schedule == ScheduleName.MODEL ? this
                    : new Choice(sampler,
                            sampler.resolve(schedule, config.prediction() == PredictionType.FLOW_PREDICTION));
        }
    }

    /**
     * The sampler with that label; case, spaces and punctuation do not count, and k-diffusion's names
     * ({@code k_dpmpp_2s_a}) are known.
     *
     * @throws InpaintException naming near ones if there is none
     */
    public static SamplerName of(final String text) {
        return Labels.find("sampler", text, values(), SamplerName::label);
    }

    /** Whether it draws noise on the way, so that nearby seeds and step counts give different images. */
    public boolean noisy() {
        return traits.contains(Trait.NOISY);
    }

    /** Whether a step evaluates the network twice; prompt schedules then count twice the steps. */
    public boolean twoStages() {
        return traits.contains(Trait.TWO_STAGES);
    }

    /** Whether a schedule of one more step without its lowest sigma is used. */
    public boolean dropsPenultimate() {
        return traits.contains(Trait.DROPS_PENULTIMATE);
    }

    /** Whether it divides the way between the ends of a schedule itself. */
    public boolean ownSteps() {
        return traits.contains(Trait.OWN_STEPS);
    }

    /** Whether it steps in the direction of what is predicted without guidance (CFG++). */
    public boolean plusPlus() {
        return this == DDIM_CFGPP;
    }

    /** Whether it walks evenly spaced timesteps and takes no schedule. */
    public boolean ownTimesteps() {
        return traits.contains(Trait.OWN_TIMESTEPS);
    }

    /**
     * The named schedule it will run with.
     *
     * @throws InpaintException if they do not go together, with the reason
     */
    public ScheduleName resolve(final ScheduleName schedule, final boolean flow) {
        if (schedule == ScheduleName.MODEL)
            throw new IllegalArgumentException("Model is no named schedule");
        if (flow && (noisy() || ownTimesteps()))
            throw refused(schedule, "this model is trained by flow matching, and the sampler needs a diffusion model;"
                    + " use Euler, Heun, LMS, DPM2, DPM++ 2M or Flow Match Euler");
        if (!flow && this == FLOW_MATCH_EULER)
            throw refused(schedule, "this model is a diffusion model, not one trained by flow matching; use Euler");
        if (ownTimesteps() && schedule != ScheduleName.AUTOMATIC && schedule != automatic)
            throw refused(schedule, "the sampler walks its own timesteps; use the schedule Automatic"
                    + (plusPlus() ? "" : " or Model"));
        if (flow && schedule == ScheduleName.ALIGN_YOUR_STEPS)
            throw refused(schedule, "its table was made for diffusion models; use Automatic or SGM Uniform");
        if (schedule != ScheduleName.AUTOMATIC)
            return schedule;
        return flow ? ScheduleName.NORMAL : automatic;
    }

    private InpaintException refused(final ScheduleName schedule, final String reason) {
        return new InpaintException("The sampler '" + label + "' cannot run with the schedule '" + schedule.label()
                + "': " + reason + ".");
    }
}
