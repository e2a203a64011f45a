package org.inpaintj.infotext;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of the WebUI and the keys that they stand for. */
final class InfotextNames {

    /**
     * A name whose value is that of a key.
     *
     * @param usual what the key is where the name is left out; the WebUI leaves out what is usual. Null where nothing
     *              follows from that
     * @param words the WebUI's words to ours, where they differ
     */
    record Name(String name, String key, String usual, Map<String, String> words) {

        Name(final String name, final String key, final String usual) {
            this(name, key, usual, Map.of());
        }

        /** A value of the key in the WebUI's words. */
        String said(final String value) {
            return words.entrySet().stream().filter(e -> e.getValue().equals(value)).map(Map.Entry::getKey).findFirst()
                    .orElse(value);
        }

        /** The value of the key for a word of the WebUI. */
        String meant(final String word) {
            return words.getOrDefault(word, word);
        }
    }

    private static final Map<String, String> SWITCH = Map.of("True", "true", "False", "false");

    /** Those that a picture of any kind has, in the WebUI's order; size, model and second seed stand elsewhere. */
    static final List<Name> ANY = List.of(new Name("Steps", "steps", null), new Name("Sampler", "sampler", null),
            new Name("Schedule type", "schedule", "Automatic"), new Name("CFG scale", "cfg", null),
            new Name("Seed", "seed", null));

    /** Those of a picture that was made of another. */
    static final List<Name> FROM_IMAGE = List.of(new Name("Denoising strength", "strength", null));

    /** Those of a picture with a mask. */
    static final List<Name> MASKED = List.of(
            new Name("Conditional mask weight", "conditioning", "1"),
            new Name("Mask mode", "invert", "false", Map.of("Inpaint not masked", "true", "Inpaint masked", "false")),
            new Name("Mask blur", "blur", null),
            new Name("Inpaint area", "area", "whole", Map.of("Only masked", "masked", "Whole picture", "whole")),
            new Name("Masked area padding", "padding", null),
            new Name("Masked content", "content", "original", Map.of("latent noise", "noise", "latent nothing",
                    "nothing")));

    /** Settings, which are written where they are not usual. */
    static final List<Name> SETTINGS = List.of(
            new Name("Variation seed", "subseed", null), new Name("Variation seed strength", "variation", "0"),
            new Name("Clip skip", "skip", "1"), new Name("ENSD", "ensd", "0"),
            new Name("Emphasis", "emphasis", "original", Map.of("Original", "original", "No norm", "no_norm", "Ignore",
                    "ignore", "None", "none")),
            new Name("Eta", "eta", "-1"), new Name("Sigma churn", "churn", "0"),
            new Name("Sigma tmin", "churn_min", "0"),
            new Name("Sigma tmax", "churn_max", "0", Map.of("inf", "0")), new Name("Sigma noise", "churn_noise", "1"),
            new Name("Schedule min sigma", "sigma_min", "0"), new Name("Schedule max sigma", "sigma_max", "0"),
            new Name("Schedule rho", "rho", "0"), new Name("NGMS", "min_uncond", "0"),
            new Name("NGMS all steps", "min_uncond_all", "false", SWITCH),
            new Name("Skip Early CFG", "skip_early_cond", "0"));

    /** Settings for a picture that was made of another. */
    static final List<Name> SETTINGS_FROM_IMAGE = List.of(new Name("Noise multiplier", "noise_multiplier", "1"),
            new Name("Extra noise", "extra_noise", "0"));

    /** The WebUI's other name of eta, with DDIM. */
    static final String ETA_DDIM = "Eta DDIM";
    static final String SIZE = "Size", RESIZE = "Seed resize from", MODEL = "Model", HASH = "Model hash",
            RANDOM = "RNG", VERSION = "Version";
    /** The generator that draws alike on all machines; the WebUI's usual one is left out. */
    static final String NV = "NV", USUAL_RANDOM = "GPU";
    /** In front of a key that the WebUI has no name for. */
    static final String OWN = "InpaintJ ";
    /** Keys that say where something runs or goes, and what it reads, and not what is made. */
    static final Set<String> PLACES = Set.of("engine", "device", "memory", "background", "candidates", "target", "mask",
            "segmenter", "styles", "stylebook", "preset", "prompt", "negative", "model", "vae", "stop",
            "strength_map", "control", "control2", "control3", "controlnet", "controlnet2", "controlnet3",
            "preprocessor", "preprocessor2", "preprocessor3");
    /** Names that say nothing that a run depends on beside what others say. */
    static final List<String> IDLE = List.of(HASH, VERSION, "User", "VAE hash");

    private InfotextNames() {}
}
