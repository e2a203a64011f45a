package org.inpaintj.sampling.plan;

import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.schedule.SigmaRange;

/**
 * The keys that the WebUI has on its settings pages for samplers, with its ranges and defaults. With the defaults each
 * sampler is as it is by itself.
 *
 * @param sampler  what the sampler adds, and between which sigmas it runs
 * @param noise    the noise that it starts from
 * @param guidance when the negative prompt is asked
 */
public record SamplingKeys(SamplerKeys sampler, NoiseKeys noise, GuidanceKeys guidance) {

    /** The keys with their defaults. */
    public static final Parameters<SamplingKeys> ALL = Parameters.of(SamplingKeys.class);

    /** What the sampler adds, and between which sigmas it runs. */
    public record SamplerKeys(
            @Key(label = "Eta (-1 = the sampler's)", def = "-1", min = -1, max = 1, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 11,
                    help = "share of fresh noise in each step of the ancestral and SDE samplers, DPM fast, DPM "
                            + "adaptive and DDIM (WebUI: Eta); -1 = the sampler's own, 0 for DDIM and 1 for the others")
                    double eta,
            @Key(label = "Sigma noise", def = "1", min = 0, max = 1.1, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 12,
                    help = "factor of the noise that samplers add on the way (WebUI: Sigma noise)") double churn_noise,
            @Key(label = "Sigma churn", min = 0, max = 100, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 21,
                    help = "noise that Euler, Heun and DPM2 add before their steps, spread over them (WebUI: Sigma "
                            + "churn); 0 adds none") double churn,
            @Key(label = "Sigma tmin", min = 0, max = 10, when = "churn>0", first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 22,
                    help = "lowest sigma at which churn adds noise (WebUI: Sigma tmin)") double churn_min,
            @Key(label = "Sigma tmax (0 = any)", min = 0, max = 1000, when = "churn>0", first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 23,
                    help = "highest sigma at which churn adds noise (WebUI: Sigma tmax); 0 = any") double churn_max,
            @Key(label = "Sigma min (0 = the model's)", min = 0, max = 1000, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 31,
                    help = "lowest sigma of the schedule above zero (WebUI: sigma min); 0 = the model's")
                    double sigma_min,
            @Key(label = "Sigma max (0 = the model's)", min = 0, max = 1000, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 32,
                    help = "highest sigma of the schedule (WebUI: sigma max); 0 = the model's") double sigma_max,
            @Key(label = "Rho (0 = the schedule's)", min = 0, max = 100, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 33,
                    help = "how the steps of Karras and Polyexponential crowd at low sigmas (WebUI: rho); 0 = 7 for "
                            + "Karras, 1 for Polyexponential") double rho) {

        public SamplerKeys {
            if (eta < 0 && eta != -1)
                throw new InpaintException("The value of 'eta' must be from 0 to 1, or -1 for the sampler's own, not "
                        + (float) eta + ".");
        }
    }

    /** The noise that it starts from. */
    public record NoiseKeys(
            @Key(label = "Seed delta (ENSD)", min = -4294967295.0, max = 4294967295.0, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 41,
                    help = "added to the seed for the noise that samplers add on the way (WebUI: Eta noise seed delta, "
                            + "ENSD)") long ensd,
            @Key(label = "Noise multiplier", def = "1", min = 0, max = 1.5, first = "none", scope = Key.Scope.IMAGE,
                    group = KeyGroup.SAMPLING_OPTIONS, place = 42,
                    help = "factor of the noise that the image is covered with at the start (WebUI: Noise multiplier "
                            + "for img2img)") double noise_multiplier,
            @Key(label = "Extra noise", min = 0, max = 1, first = "none", scope = Key.Scope.IMAGE,
                    group = KeyGroup.SAMPLING_OPTIONS, place = 43,
                    help = "how much of that noise is added once more (WebUI: Extra noise multiplier for img2img and "
                            + "hires fix)") double extra_noise,
            @Key(label = "Resize seed from width (px)", min = 0, max = 16384, when = "seed_resize_from_h>0",
                    first = "none", group = KeyGroup.SAMPLING_OPTIONS, place = 51,
                    help = "width of the picture whose composition the seed is to give at another size (WebUI: Resize "
                            + "seed from width); 0 = this one's") int seed_resize_from_w,
            @Key(label = "Resize seed from height (px)", min = 0, max = 16384, when = "seed_resize_from_w>0",
                    first = "none", group = KeyGroup.SAMPLING_OPTIONS, place = 52,
                    help = "height of that picture (WebUI: Resize seed from height); 0 = this one's")
                    int seed_resize_from_h) {
    }

    /** When the negative prompt is asked. */
    public record GuidanceKeys(
            @Key(label = "Without negative below sigma", min = 0, max = 15, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 61,
                    help = "below that sigma every other step leaves the negative prompt out, which is faster (WebUI: "
                            + "Negative Guidance minimum sigma, NGMS); 0 never does") double min_uncond,
            @Key(label = "In all steps", when = "min_uncond>0", first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 62,
                    help = "below that sigma every step does (WebUI: Negative Guidance minimum sigma all steps)")
                    boolean min_uncond_all,
            @Key(label = "Ignore negative at the start", min = 0, max = 1, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 71,
                    help = "share of the steps, the first ones, that leave the negative prompt out (WebUI: Ignore "
                            + "negative prompt during early sampling); 0 none") double skip_early_cond,
            @Key(label = "Guidance rescale", min = 0, max = 1, first = "none", group = KeyGroup.SAMPLING_OPTIONS,
                    place = 72, help = "how far the contrast that guidance adds is taken back (diffusers: "
                            + "guidance_rescale); 0 not at all") double guidance_rescale,
            @Key(label = "Image guidance", def = "1.5", min = 1, max = 100, first = "none",
                    group = KeyGroup.SAMPLING_OPTIONS, place = 73,
                    help = "how close a model that edits by instruction (InstructPix2Pix) keeps to the picture; of "
                            + "others nothing") double image_guidance,
            @Key(label = "Fit the negative (CFG-Zero*)", first = "none", group = KeyGroup.SAMPLING_OPTIONS, place = 81,
                    help = "before guidance, scales the answer to the negative prompt to where it is nearest the "
                            + "prompt's own (CFG-Zero*); made for flow matching models such as Stable Diffusion 3")
                    boolean cfg_zero) {

        /**
         * Whether an evaluation leaves the negative prompt out.
         *
         * @param evaluation counted from 0
         * @param all        evaluations of the run
         * @param sigma      of the latents, in k-diffusion's terms
         */
        public boolean skips(final int evaluation, final int all, final double sigma) {
            return skip_early_cond > 0 && (double) evaluation / all <= skip_early_cond
                    || min_uncond > 0 && sigma < min_uncond && (min_uncond_all || evaluation % 2 == 1);
        }

        /** Whether any evaluation may. */
        public boolean everSkips() {
            return skip_early_cond > 0 || min_uncond > 0;
        }
    }

    /** Which option of sampler and schedule a key sets; empty if none. */
    public static Optional<SamplerOption> option(final String key) {
        return switch (key) {
            case "eta" -> Optional.of(SamplerOption.ETA);
            case "churn_noise" -> Optional.of(SamplerOption.NOISE);
            case "churn", "churn_min", "churn_max" -> Optional.of(SamplerOption.CHURN);
            case "sigma_min", "sigma_max" -> Optional.of(SamplerOption.SIGMA_RANGE);
            case "rho" -> Optional.of(SamplerOption.RHO);
            case "ensd" -> Optional.of(SamplerOption.RESEED);
            default -> Optional.empty();
        };
    }

    /** What a sampler is told. */
    public SamplerOptions options() {
        return new SamplerOptions(sampler.eta, sampler.churn, sampler.churn_min, sampler.churn_max,
                sampler.churn_noise);
    }

    /** What a schedule is told. */
    public SigmaRange range() {
        return new SigmaRange(sampler.sigma_min, sampler.sigma_max, sampler.rho);
    }
}
