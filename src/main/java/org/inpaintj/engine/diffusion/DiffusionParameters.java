package org.inpaintj.engine.diffusion;

import java.util.Map;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.diffusion.control.ControlKeys;
import org.inpaintj.engine.diffusion.files.ModelFiles;
import org.inpaintj.engine.diffusion.soft.SoftInpainting;
import org.inpaintj.engine.diffusion.text.Emphasis;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;
import org.inpaintj.sampling.plan.SamplingKeys;

/**
 * The keys that only a diffusion model understands; their defaults are those of the Stable Diffusion WebUI. A key more
 * is one more component here: macros, dialogs, the command line and the documents follow.
 *
 * @param sampling how it is sampled
 * @param noise    what noise it starts from, beside the seed
 * @param masked   what is done with the mask and with large pictures
 * @param softly   soft inpainting
 * @param start    what is made of the picture that it starts from
 * @param large    the second pass of an image that is made of a prompt alone
 * @param control  ControlNets
 * @param options  what few ever change about samplers
 * @param prompts  what is to be painted
 */
public record DiffusionParameters(Sampling sampling, Variation noise, Masked masked, SoftInpainting softly, Start start,
        Hires large, ControlKeys control, SamplingKeys options, ModelFiles files, Prompts prompts) {

    /** The strength map that is the grey of the mask. */
    static final String SELECTION = "selection";

    /** How it is sampled, and how the prompt is read. */
    public record Sampling(
            @Key(label = "Preset", after = "engine", first = "inpaint image-to-image repair", scope = Key.Scope.IMAGE,
                    group = KeyGroup.PRESET, place = 12,
                    help = "values for a purpose, for strength, blur, content, soft, area and padding where they are "
                            + "not given themselves") Preset preset,
            @Key(label = "Sampler", def = "auto", first = "inpaint image-to-image text-to-image",
                    group = KeyGroup.SAMPLING, place = 11,
                    help = "diffusion sampler: DPM++ 2M, Euler a, DDIM, UniPC, LCM and others; auto is the one of the "
                            + "model's scheduler_config.json with the schedule Model and DPM++ 2M with any other")
                    String sampler,
            @Key(label = "Schedule", def = "Automatic", first = "inpaint image-to-image text-to-image",
                    group = KeyGroup.SAMPLING, place = 12, help = "noise schedule") String schedule,
            @Key(label = "Steps", def = "20", min = 1, max = 1000, group = KeyGroup.SAMPLING, place = 21,
                    help = "diffusion steps; 20 to 30 are enough for most samplers") int steps,
            @Key(label = "Exactly these steps", first = "none", scope = Key.Scope.IMAGE,
                    group = KeyGroup.SAMPLING, place = 42,
                    help = "run exactly that many steps whatever the strength") boolean exactly,
            @Key(label = "Stop after step", min = 0, max = 1000000, first = "none", group = KeyGroup.SAMPLING,
                    place = 41,
                    help = "end after that many steps, as the progress counts them, and keep the picture predicted by "
                            + "then: what Stop and Keep does; 0 runs them all") int stop,
            @Key(label = "Guidance", def = "7", min = 0, max = 100, group = KeyGroup.SAMPLING, place = 22,
                    help = "classifier-free guidance scale: higher keeps closer to the prompt; 5 to 9 is usual")
                    double cfg,
            @Key(label = "Clip skip", def = "1", min = 1, max = 12, first = "none",
                    group = KeyGroup.TEXT_ENCODER, place = 52,
                    help = "the layer of the text encoder that is used, counted from its end; 1 = the last") int skip,
            @Key(label = "Emphasis", first = "none", group = KeyGroup.TEXT_ENCODER, place = 51,
                    help = "what weights in the prompt do to its words: original scales them and keeps their mean, "
                            + "no_norm only scales them, ignore leaves them as they are, none takes the brackets as "
                            + "text") Emphasis emphasis,
            @Key(label = "Strength", def = "0.75", min = 0, max = 1, scope = Key.Scope.IMAGE,
                    group = KeyGroup.SAMPLING, place = 31,
                    help = "0 changes nothing, 1 repaints freely; up to 0.5 keeps shapes, from 0.85 on little is left")
                    double strength,
            @Key(label = "Strength map", path = Key.Path.IMAGE, after = "mask", first = "none", scope = Key.Scope.IMAGE,
                    group = KeyGroup.SAMPLING, place = 131,
                    help = "differential diffusion: title of an open image or path of a file of the image's size, in "
                            + "grey: white changes as far as strength says, darker less, black not at all; selection "
                            + "takes the greys of the mask itself") String strength_map) {
    }

    /** Noise of a second seed. */
    public record Variation(
            @Key(label = "Second seed (-1 = random)", def = "-1", min = -1, max = 4294967295.0, drawn = true,
                    when = "variation>0", after = "seed", first = "none", group = KeyGroup.VARIATION, place = 21,
                    help = "where variation is above 0, the seed of the noise that is mixed in; -1 draws one, which is "
                            + "recorded; candidate k then uses seed and subseed + k") long subseed,
            @Key(label = "Variation", min = 0, max = 1, first = "none", group = KeyGroup.VARIATION, place = 22,
                    help = "how much of the second seed's noise is mixed into the first's, from 0 to 1")
                    double variation) {
    }

    /** The mask, and how often a large picture is worked on. */
    public record Masked(
            @Key(label = "Masked content", def = "original", after = "invert", first = "inpaint",
                    scope = Key.Scope.MASK,
                    group = KeyGroup.SAMPLING, place = 32,
                    help = "what diffusion starts from under the mask: fill to remove, original to change, noise or "
                            + "nothing for something new") Content content,
            @Key(label = "Keep", first = "none", scope = Key.Scope.MASK, group = KeyGroup.SAMPLING, place = 61,
                    help = "how diffusion keeps what is not masked: x0 pins each prediction as in the WebUI, noise "
                            + "replaces the latents after each step as in diffusers (models made for inpainting need "
                            + "it not); auto follows the schedule") Keep keep,
            @Key(label = "Conditioning", def = "1", min = 0, max = 1, first = "none", scope = Key.Scope.MASK,
                    group = KeyGroup.SAMPLING, place = 62,
                    help = "how much of what is under the mask is hidden from models made for inpainting: 1 all, 0 "
                            + "nothing") double conditioning,
            @Key(label = "Passes", min = 0, max = 2, after = "height", first = "none",
                    group = KeyGroup.SAMPLING, place = 81,
                    help = "2 enlarges the result of the model's native size and refines it in a second pass, 1 does "
                            + "not; 0 does where the crop exceeds the native range and neither width nor height is "
                            + "given") int passes) {
    }

    /** The hires fix of text-to-image: made small, enlarged, and painted once more. */
    public record Hires(
            @Key(label = "Hires fix (times)", min = 0, max = 8, first = "text-to-image", scope = Key.Scope.TEXT,
                    group = KeyGroup.SAMPLING, place = 91,
                    help = "how many times larger than width and height the image becomes in a second pass, more than "
                            + "1; 0 = there is none") double hires,
            @Key(label = "Hires steps", min = 0, max = 1000, first = "none", scope = Key.Scope.TEXT, when = "hires>0",
                    group = KeyGroup.SAMPLING, place = 93,
                    help = "steps of the second pass of hires; 0 = as many as steps") int hires_count,
            @Key(label = "Hires strength", def = "0.7", min = 0.01, max = 1, first = "none", scope = Key.Scope.TEXT,
                    when = "hires>0", group = KeyGroup.SAMPLING, place = 94,
                    help = "strength of the second pass of hires: how far it repaints what was enlarged")
                    double hires_denoising,
            @Key(label = "Hires upscaler", def = "latent", after = "vae", first = "none", scope = Key.Scope.TEXT,
                    when = "hires>0", group = KeyGroup.SAMPLING, place = 92,
                    help = "what enlarges between the passes of hires: latent, latent_antialiased, latent_bicubic, "
                            + "latent_bicubic_antialiased, latent_nearest or latent_nearest_exact interpolate what the "
                            + "model works on; an upscaler such as lanczos, or the file of one, the pixels")
                    String hires_with) {
    }

    /** The picture that diffusion starts from, beside the painting itself. */
    public record Start(
            @Key(label = "Colour correction", after = "passes", first = "none", scope = Key.Scope.IMAGE,
                    group = KeyGroup.SAMPLING, place = 121,
                    help = "gives the result the colours of the picture it starts from, and leaves it its brightness; "
                            + "against colours that drift, but it tints what is newly painted there")
                    boolean colour_correction,
            @Key(label = "Preview", first = "none", scope = Key.Scope.IMAGE, group = KeyGroup.SAMPLING, place = 122,
                    help = "start paints nothing and shows what diffusion would start from: the picture with its "
                            + "masked content, through the VAE and back") Preview preview) {
    }

    /** What is to be painted, and by what else than the model. */
    public record Prompts(
            @Key(label = "Styles", after = "mask", first = "inpaint image-to-image text-to-image",
                    group = KeyGroup.PROMPT, place = 61,
                    help = "names of styles, separated by commas: of the stylebook, and of the program")
                    String styles,
            @Key(label = "Stylebook", path = Key.Path.FILE, when = "styles: no names in styles",
                    first = "inpaint image-to-image text-to-image", group = KeyGroup.PROMPT, place = 71,
                    help = "the WebUI's styles.csv, or a .json file of style templates, with more styles")
                    String stylebook,
            @Key(label = "Negative prompt", lines = 2, group = KeyGroup.PROMPT, place = 41,
                    help = "what not to paint; short, or empty") String negative,
            @Key(label = "Prompt", lines = 3, group = KeyGroup.PROMPT, place = 31,
                    help = "what to paint: the subject first, then setting, light and look, separated by commas")
                    String prompt) {
    }

    /** What is shown instead of a result. */
    public enum Preview { NONE, START }

    /** Masked content before diffusion starts. */
    public enum Content { FILL, ORIGINAL, NOISE, NOTHING }

    /** How the latents outside the mask are kept during diffusion. */
    public enum Keep { AUTO, X0, NOISE }

    private static final Parameters<DiffusionParameters> KEYS = Parameters.of(DiffusionParameters.class);

    /** Those of a request. */
    static DiffusionParameters of(final Request request) {
        return request.own(DiffusionParameters.class);
    }

    /** These with some changed, the values as texts. */
    DiffusionParameters with(final Map<String, String> texts) {
        return KEYS.with(this, texts);
    }

    public String sampler() {
        return sampling.sampler;
    }

    public String schedule() {
        return sampling.schedule;
    }

    public int steps() {
        return sampling.steps;
    }

    public boolean exactly() {
        return sampling.exactly;
    }

    public int stop() {
        return sampling.stop;
    }

    public double cfg() {
        return sampling.cfg;
    }

    public int skip() {
        return sampling.skip;
    }

    public Emphasis emphasis() {
        return sampling.emphasis;
    }

    public double strength() {
        return sampling.strength;
    }

    /** Where the strengths are; empty for one strength. */
    public String strengthMap() {
        return sampling.strength_map.strip();
    }

    public long subseed() {
        return noise.subseed;
    }

    public double variation() {
        return noise.variation;
    }

    public Content content() {
        return masked.content;
    }

    public Keep keep() {
        return masked.keep;
    }

    public double conditioning() {
        return masked.conditioning;
    }

    public int passes() {
        return masked.passes;
    }

    public SoftInpainting soft() {
        return softly;
    }

    public double hires() {
        return large.hires;
    }

    public int hiresSteps() {
        return large.hires_count;
    }

    public double hiresStrength() {
        return large.hires_denoising;
    }

    public String hiresUpscaler() {
        return large.hires_with;
    }

    public boolean colourCorrection() {
        return start.colour_correction;
    }

    /** Whether only what diffusion starts from is to be shown. */
    public boolean previewsStart() {
        return start.preview == Preview.START;
    }

    public String styles() {
        return prompts.styles;
    }

    public String stylebook() {
        return prompts.stylebook;
    }

    public String negative() {
        return prompts.negative;
    }

    public String prompt() {
        return prompts.prompt;
    }
}
