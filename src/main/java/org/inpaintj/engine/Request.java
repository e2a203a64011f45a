package org.inpaintj.engine;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Key;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;

/**
 * Everything a run is told, by its macro keys; the defaults are the Stable Diffusion WebUI's. JSON, macro lines and
 * command-line options use the component names. Made by {@link #of} and {@link #with}, which check every value.
 */
public record Request(
        @Key(label = "Engine", help = "auto is the engine that runs the named model, else patch, which needs none; or the name of an engine") String engine,
        @Key(label = "Preset", help = "values for a purpose, for strength, blur, content, area and padding where they are not given themselves") Preset preset,
        @Key(label = "Sampler", help = "diffusion sampler: DPM++ 2M, Euler a, DDIM, UniPC, LCM and others; auto is the one of the model's scheduler_config.json with the schedule Model and DPM++ 2M with any other") String sampler,
        @Key(label = "Schedule", help = "noise schedule") String schedule,
        @Key(label = "Steps", help = "diffusion steps", min = 1, max = 1000) int steps,
        @Key(label = "Exactly these steps", help = "run exactly that many steps whatever the strength") boolean exactly,
        @Key(label = "Stop after step", help = "end after that many steps, as the progress counts them, and keep the picture predicted by then: what Stop and Keep does; 0 runs them all", min = 0, max = 1000000) int stop,
        @Key(label = "Guidance", help = "classifier-free guidance scale", min = 0, max = 100) double cfg,
        @Key(label = "Clip skip", help = "the layer of the text encoder that is used, counted from its end; 1 = the last", min = 1, max = 12) int skip,
        @Key(label = "Emphasis", help = "what weights in the prompt do to its words: original scales them and keeps their mean, no_norm only scales them, ignore leaves them as they are, none takes the brackets as text") Emphasis emphasis,
        @Key(label = "Strength", help = "0 changes nothing, 1 repaints freely", min = 0, max = 1) double strength,
        @Key(label = "Seed (-1 = random)", help = "-1 draws one, which is recorded; candidate k uses seed + k", min = -1, max = 4294967295.0) long seed,
        @Key(label = "Second seed (-1 = random)", help = "where variation is above 0, the seed of the noise that is mixed in; -1 draws one, which is recorded; candidate k then uses seed and subseed + k", min = -1, max = 4294967295.0) long subseed,
        @Key(label = "Variation", help = "how much of the second seed's noise is mixed into the first's, from 0 to 1", min = 0, max = 1) double variation,
        @Key(label = "Candidates", help = "results to make, each a layer, the first visible", min = 1, max = 64) int candidates,
        @Key(label = "Mask blur (px)", help = "sigma of the feather: inward for engines that start from the original, outward as far as spill allows", min = 0, max = 1000) double blur,
        @Key(label = "Refine the selection", help = "sam fits the selection to the object in it with the Segment Anything model that segmenter names, before it becomes the mask") Refine refine,
        @Key(label = "Invert mask", help = "repaint everything but the selection") boolean invert,
        @Key(label = "Masked content", help = "what diffusion starts from under the mask") Content content,
        @Key(label = "Keep", help = "how diffusion keeps what is not masked: x0 pins each prediction as in the WebUI, noise replaces the latents after each step as in diffusers (models made for inpainting need it not); auto follows the schedule") Keep keep,
        @Key(label = "Conditioning", help = "how much of what is under the mask is hidden from models made for inpainting: 1 all, 0 nothing", min = 0, max = 1) double conditioning,
        @Key(label = "Area", help = "masked works on a crop around the selection, whole on the entire image") Area area,
        @Key(label = "Padding (px)", help = "context around the selection; an engine may ask for more", min = 0, max = 100000) int padding,
        @Key(label = "Grow (px)", help = "grow the selection, negative shrinks it", min = -10000, max = 10000) int grow,
        @Key(label = "Spill (px)", help = "how far outside the selection the feather may reach; 0 changes nothing outside", min = 0, max = 1000) int spill,
        @Key(label = "Processing width", help = "0 = the model's native size for the crop", min = 0, max = 16384) int width,
        @Key(label = "Processing height", help = "0 = the model's native size for the crop", min = 0, max = 16384) int height,
        @Key(label = "Passes", help = "2 enlarges the result of the model's native size and refines it in a second pass, 1 does not; 0 does where the crop exceeds the native range and neither width nor height is given", min = 0, max = 2) int passes,
        @Key(label = "Memory (GB)", help = "what a model may occupy; 0 = three quarters of the machine's", min = 0, max = 100000) double memory,
        @Key(label = "Result", help = "layer, image (a new one), slice (a new one) or inplace (undoable)") Target target,
        @Key(label = "Tone", help = "which sample values the engine sees as black and white") Tone tone,
        @Key(label = "Device", help = "what networks run on; auto takes a graphics card that really runs one, else the processor") Device device,
        @Key(label = "In the background", help = "interactive use only; macros and the command line always wait") boolean background,
        @Key(label = "Model", help = "folder of a diffusion model, or folder or .onnx file of an eraser; or the name of one that was used before; auto names none", path = Key.Path.EITHER) String model,
        @Key(label = "VAE", help = "folder of another VAE; empty = the model's own", path = Key.Path.FOLDER) String vae,
        @Key(label = "Segment Anything model", help = "folder of the model that refines the selection or outlines what a text names", path = Key.Path.FOLDER) String segmenter,
        @Key(label = "Mask image or file", help = "a mask instead of the selection: title of an open image or path of a file, white = repaint", path = Key.Path.IMAGE) String mask,
        @Key(label = "Styles", help = "names of prompts in the stylebook, separated by commas") String styles,
        @Key(label = "Stylebook", help = "the WebUI's styles.csv, from which the styles are", path = Key.Path.FILE) String stylebook,
        @Key(label = "Negative prompt", help = "what not to paint", lines = 2) String negative,
        @Key(label = "Prompt", help = "what to paint", lines = 3) String prompt) implements java.io.Serializable {

    /** What the selection becomes before it is the mask. */
    public enum Refine { NONE, SAM }

    /** Masked content before diffusion starts. */
    public enum Content { FILL, ORIGINAL, NOISE, NOTHING }

    /** What the weights in a prompt do to the vectors of its words. */
    public enum Emphasis {
        /** Scales each, then all so that their mean is what it was. */
        ORIGINAL,
        /** Scales each; better for SDXL, whose mean may lie near zero. */
        NO_NORM,
        /** Nothing: they are read and left. */
        IGNORE,
        /** Nothing: brackets are text. */
        NONE
    }

    /** How the latents outside the mask are kept during diffusion. */
    public enum Keep { AUTO, X0, NOISE }

    /** What part of the image the engine works on. */
    public enum Area { MASKED, WHOLE }

    /** Where the result goes. */
    public enum Target { LAYER, IMAGE, SLICE, INPLACE }

    /** Which sample values are black and white to the engine. */
    public enum Tone { AUTO, DISPLAY, PERCENTILE, FULL }

    /** What networks run on. */
    public enum Device {
        /** The best that really runs a network here. */
        AUTO("auto"),
        CPU("CPU"),
        /** NVIDIA cards. */
        CUDA("CUDA"),
        /** Apple's library. */
        COREML("CoreML"),
        /** Cards of any maker. */
        WEBGPU("WebGPU"),
        /** Microsoft's library. */
        DIRECTML("DirectML");

        private final String title;

        Device(final String title) {
            this.title = title;
        }

        /** As it is written by its maker. */
        public String title() {
            return title;
        }
    }

    /** All keys with their defaults. */
    public static final Parameters<Request> KEYS = new Parameters<>(new Request("auto", Preset.NONE, "auto", "Automatic",
            20, false, 0, 7, 1, Emphasis.ORIGINAL, 0.75, -1, -1, 0, 1, 4, Refine.NONE, false, Content.ORIGINAL, Keep.AUTO, 1,
            Area.MASKED, 32, 0, 0, 0, 0, 0, 0,
            Target.LAYER, Tone.AUTO, Device.AUTO, true, "auto", "", "", "", "", "", "", ""));

    /** @throws InpaintException for an unknown key or a bad value */
    public static Request of(final Map<String, String> values) {
        return KEYS.parse(Preset.expand(values, KEYS.keys()));
    }

    /** This request with one key changed, the value as text; a preset changes the keys that it sets. */
    public Request with(final String key, final Object value) {
        return KEYS.with(this, Preset.expand(Map.of(key, String.valueOf(value)), KEYS.keys()));
    }

    /**
     * This request with the seeds drawn that are left to chance: the second one only where it counts. As many seeds follow
     * as there are to be results; those that are given stay as they are, fit or not.
     *
     * @param results 1 or more
     */
    public Request drawn(final int results) {
        final Request first = seed >= 0 ? this : with("seed", draw(results));
        return subseed >= 0 || variation == 0 ? first : first.with("subseed", draw(results));
    }

    /** The same for its candidates. */
    public Request drawn() {
        return drawn(candidates);
    }

    private static long draw(final int results) {
        return ThreadLocalRandom.current().nextLong(lastSeed(results) + 1);
    }

    /** The largest seed that so many results may begin with. */
    public static long lastSeed(final int results) {
        return (long) KEYS.describe("seed").max() - results + 1;
    }

    /** This request with some keys at their defaults. */
    public Request without(final Collection<String> keys) {
        return KEYS.with(this, keys.stream().collect(Collectors.toMap(key -> key, KEYS::defaultOf)));
    }

    /** True if a model is named and not left to the engine. */
    public boolean namesModel() {
        return !model.isBlank() && !model.equals("auto");
    }

    /** Every key and value, in the form that {@link #of} reads. */
    public Map<String, String> values() {
        return KEYS.texts(this);
    }

    /**
     * The option string for {@code run("Inpaint Selection...", "...")}: the keys that differ from their defaults, and
     * those that a preset would set otherwise.
     */
    public String macro() {
        return macro(KEYS.keys());
    }

    /** The same with none but these keys. */
    public String macro(final Collection<String> keys) {
        final Map<String, String> told = values();
        final Set<String> changed = KEYS.changes(this).keySet();
        told.keySet().removeIf(key -> !keys.contains(key)
                || !changed.contains(key) && !(keys.contains("preset") && preset.recipe().containsKey(key)));
        return MacroLine.format(told);
    }
}
