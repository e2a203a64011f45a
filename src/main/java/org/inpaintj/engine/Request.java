package org.inpaintj.engine;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;
import org.inpaintj.params.RecordSet;

/**
 * Everything a run is told, by its macro keys: what is common to all engines, and for each engine the record of its own
 * keys. So the keys of every engine can be said, checked and recorded before it is decided which one runs; that one
 * takes its record out with {@link #own}. JSON, macro lines and command-line options use the names of the components.
 * Made from texts by {@code Engines.request} and {@link #with}, which check every value. Immutable; serializable, so
 * that a job may run in another JVM.
 *
 * @param run       with what, and how
 * @param selection what is repainted
 * @param output    where the result goes
 * @param engines   the engines' own keys
 */
public record Request(RunKeys run, SelectionKeys selection, OutputKeys output,
        RecordSet engines) implements Serializable {

    /** What runs, and how: an engine says in its {@link Capabilities} which of these it uses. */
    public record RunKeys(
            @Key(label = "Engine", def = "auto", first = "inpaint repair", group = KeyGroup.ENGINE, place = 11,
                    help = "auto is the engine that runs the named model, else patch, which needs none; or the name of "
                            + "an engine") String engine,
            @Key(label = "Seed (-1 = random)", def = "-1", min = -1, max = 4294967295.0, drawn = true,
                    group = KeyGroup.RESULT, place = 11,
                    help = "-1 draws one, which is recorded; candidate k uses seed + k") long seed,
            @Key(label = "Candidates", def = "1", min = 1, max = 64, group = KeyGroup.RESULT, place = 12,
                    help = "results to make, each a layer, the first visible") int candidates,
            @Key(label = "Processing width", min = 0, max = 16384, after = "spill",
                    first = "text-to-image image-to-image:resize", group = KeyGroup.SAMPLING, place = 71,
                    help = "0 = the model's native size for the crop; in image to image with resize, of the result")
                    int width,
            @Key(label = "Processing height", min = 0, max = 16384, first = "text-to-image image-to-image:resize",
                    group = KeyGroup.SAMPLING, place = 72,
                    help = "0 = the model's native size for the crop; in image to image with resize, of the result")
                    int height,
            @Key(label = "Memory (GB)", min = 0, max = 100000, first = "none", group = KeyGroup.HARDWARE, place = 82,
                    help = "what a model may occupy; 0 = three quarters of the machine's") double memory,
            @Key(label = "Device", after = "tone", first = "none", group = KeyGroup.HARDWARE, place = 91,
                    help = "what networks run on; auto takes a graphics card that really runs one, else the processor")
                    Device device,
            @Key(label = "Model", def = "auto", path = Key.Path.EITHER, group = KeyGroup.ENGINE, place = 21,
                    help = "folder of a diffusion model, or folder or .onnx file of an eraser; or the name of one that "
                            + "was used before, of one of the catalogue or in your folders; auto names none")
                    String model) implements Serializable {
    }

    /** What the selection becomes before it is the mask, what is seen around it, and what is painted over it. */
    public record SelectionKeys(
            @Key(label = "Mask blur (px)", def = "4", min = 0, max = 1000, after = "candidates",
                    first = "inpaint:original outpaint",
                    scope = Key.Scope.IMAGE, group = KeyGroup.EDGE, place = 42,
                    help = "sigma of the feather: inward for engines that start from the original, outward as far as "
                            + "spill allows") double blur,
            @Key(label = "Refine the selection", first = "inpaint:segmenter", scope = Key.Scope.MASK,
                    group = KeyGroup.MASK, place = 21,
                    help = "sam fits the selection to the object in it with the Segment Anything model that segmenter "
                            + "names, before it becomes the mask") Refine refine,
            @Key(label = "Invert mask", scope = Key.Scope.MASK, group = KeyGroup.MASK, place = 52,
                    help = "repaint everything but the selection") boolean invert,
            @Key(label = "Area", first = "none", scope = Key.Scope.MASK, group = KeyGroup.MASK, place = 61,
                    help = "masked works on a crop around the selection, whole on the entire image") Area area,
            @Key(label = "Padding (px)", def = "32", min = 0, max = 100000, when = "area=masked",
                    first = "inpaint repair",
                    scope = Key.Scope.MASK, group = KeyGroup.MASK, place = 51,
                    help = "context around the selection; an engine may ask for more") int padding,
            @Key(label = "Grow (px)", min = -10000, max = 10000, first = "inpaint",
                    scope = Key.Scope.MASK, group = KeyGroup.MASK, place = 41,
                    help = "grow the selection, negative shrinks it") int grow,
            @Key(label = "Spill (px)", min = 0, max = 1000, when = "blur>0", first = "none",
                    scope = Key.Scope.MASK, group = KeyGroup.EDGE, place = 62,
                    help = "how far outside the selection the feather may reach; 0 changes nothing outside") int spill,
            @Key(label = "Sketch transparency (%)", min = 0, max = 100, when = "sketch",
                    first = "inpaint:sketch image-to-image:sketch", scope = Key.Scope.IMAGE, group = KeyGroup.SKETCH,
                    place = 82,
                    help = "how much of the image shows through what is painted: 0 nothing, 100 all; the mask stays "
                            + "as it is") int transparency,
            @Key(label = "Segment Anything model", path = Key.Path.FOLDER, when = "refine=sam",
                    first = "inpaint:segmenter repair", scope = Key.Scope.MASK, group = KeyGroup.MASK, place = 31,
                    help = "folder of the model that refines the selection or outlines what a text names")
                    String segmenter,
            @Key(label = "Mask image or file", path = Key.Path.IMAGE, first = "inpaint",
                    scope = Key.Scope.MASK, group = KeyGroup.MASK, place = 11,
                    help = "a mask instead of the selection: title of an open image or path of a file, white = "
                            + "repaint; painted is what the sketch has painted")
                    String mask,
            @Key(label = "Sketch", path = Key.Path.IMAGE, after = "mask", first = "inpaint:original image-to-image",
                    scope = Key.Scope.IMAGE, group = KeyGroup.SKETCH, place = 81,
                    help = "the picture that is started from: painted is what Sketch... has painted on the image; or "
                            + "title of an open image or path of a file of the same size, whose changed pixels, or "
                            + "those that a file does not leave transparent, are painted") String sketch)
            implements Serializable {
    }

    /** Where the result goes. */
    public record OutputKeys(
            @Key(label = "Result", after = "memory", group = KeyGroup.RESULT, place = 31,
                    help = "layer, image (a new one), slice (a new one) or inplace (undoable)") Target target,
            @Key(label = "Tone", first = "none", scope = Key.Scope.IMAGE, group = KeyGroup.RESULT, place = 41,
                    help = "which sample values the engine sees as black and white") Tone tone,
            @Key(label = "In the background", def = "true", after = "device", first = "none",
                    group = KeyGroup.RESULT, place = 42,
                    help = "interactive use only; macros and the command line always wait")
                    boolean background) implements Serializable {
    }

    /** What the selection becomes before it is the mask. */
    public enum Refine { NONE, SAM }

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

    /** What {@code mask} and {@code sketch} call what was painted. */
    public static final String PAINTED = "painted";

    /** The keys common to all engines, with their defaults. */
    public static final Parameters<Request> COMMON = Parameters.of(Request.class);

    /** The common keys with those of some records; made once, for every changed value is checked against them. */
    private static final Map<List<Class<? extends Record>>, Parameters<Request>> KEYS = new ConcurrentHashMap<>();

    /**
     * The common keys and those of engines.
     *
     * @param records of the engines' own keys, see {@link Engine#parameters()}
     */
    public static Parameters<Request> keys(final List<Class<? extends Record>> records) {
        return KEYS.computeIfAbsent(List.copyOf(records), kinds -> {
            final Request common = COMMON.parse(Map.of());
            return new Parameters<>(new Request(common.run, common.selection, common.output, RecordSet.of(kinds)));
        });
    }

    /** The keys that this request carries, with their defaults. */
    public Parameters<Request> keys() {
        return keys(engines.kinds());
    }

    /** An engine's own keys; their defaults if the request was made without that engine. */
    public <T extends Record> T own(final Class<T> record) {
        return engines.get(record).orElseGet(() -> Parameters.of(record).parse(Map.of()));
    }

    /** This request with an engine's own keys. */
    public Request withOwn(final Record record) {
        return new Request(run, selection, output, engines.with(record));
    }

    /**
     * This request with one key changed, the value as text; a word that stands for values of other keys changes them
     * too.
     *
     * @throws InpaintException for an unknown key or a bad value
     */
    public Request with(final String key, final Object value) {
        final Parameters<Request> keys = keys();
        return keys.with(this, keys.expand(Map.of(key, String.valueOf(value))));
    }

    /** True if an engine, or all of them, have such a key. */
    public boolean has(final String key) {
        return keys().has(key);
    }

    /** The value of a key as text; empty where no engine that was found has such a key. */
    public String text(final String key) {
        final Parameters<Request> keys = keys();
        return keys.has(key) ? keys.text(this, key) : "";
    }

    /**
     * This request with the seeds drawn that are left to chance, those of engines only where they count. As many seeds
     * follow as there are to be results; those that are given stay as they are, fit or not.
     *
     * @param results 1 or more
     */
    public Request drawn(final int results) {
        final Parameters<Request> keys = keys();
        final Map<String, String> drawn = new HashMap<>();
        for (final String key : seeds())
            if (Long.parseLong(text(key)) < 0 && keys.unmet(key, this).isEmpty())
                drawn.put(key, Long.toString(ThreadLocalRandom.current().nextLong(lastSeed(results) + 1)));
        return keys.with(this, drawn);
    }

    /** The same for its candidates. */
    public Request drawn() {
        return drawn(candidates());
    }

    /** The keys whose numbers are drawn where they are -1. */
    public List<String> seeds() {
        final Parameters<Request> keys = keys();
        return keys.keys().stream().filter(key -> keys.describe(key).drawn()).toList();
    }

    /** The largest seed that so many results may begin with. */
    public static long lastSeed(final int results) {
        return (long) COMMON.describe("seed").max() - results + 1;
    }

    /** Keys of engines, beside {@code model}, that name the folder or file of a model. */
    public List<String> ownModels() {
        final Parameters<Request> keys = keys();
        return keys.keys().stream().filter(key -> !COMMON.has(key)
                && Set.of(Key.Path.FOLDER, Key.Path.EITHER).contains(keys.describe(key).path())).toList();
    }

    /** This request with some keys at their defaults. */
    public Request without(final Collection<String> some) {
        final Parameters<Request> keys = keys();
        return keys.with(this, some.stream().collect(Collectors.toMap(key -> key, keys::defaultOf)));
    }

    /** True if a model is named and not left to the engine. */
    public boolean namesModel() {
        return !model().isBlank() && !model().equals("auto");
    }

    /** Every key and value, in the form that {@code Engines.request} reads. */
    public Map<String, String> values() {
        return keys().texts(this);
    }

    /**
     * The option string for {@code run("Inpaint Selection...", "...")}: the keys that differ from their defaults, and
     * those that a preset would set otherwise.
     */
    public String macro() {
        return macro(keys().keys());
    }

    /** The same with none but these keys. */
    public String macro(final Collection<String> some) {
        final Parameters<Request> keys = keys();
        final Set<String> told = new HashSet<>(keys.changes(this).keySet());
        for (final String recipe : some)
            if (keys.isRecipe(recipe))
                told.addAll(keys.expand(Map.of(recipe, text(recipe))).keySet());
        final Map<String, String> texts = values();
        told.removeIf(key -> keys.isRecipe(key) && texts.get(key).equals(keys.defaultOf(key)));
        texts.keySet().removeIf(key -> !some.contains(key) || !told.contains(key));
        return MacroLine.format(texts);
    }

    public String engine() {
        return run.engine;
    }

    public long seed() {
        return run.seed;
    }

    public int candidates() {
        return run.candidates;
    }

    public int width() {
        return run.width;
    }

    public int height() {
        return run.height;
    }

    public double memory() {
        return run.memory;
    }

    public Device device() {
        return run.device;
    }

    public String model() {
        return run.model;
    }

    public double blur() {
        return selection.blur;
    }

    public Refine refine() {
        return selection.refine;
    }

    public boolean invert() {
        return selection.invert;
    }

    public Area area() {
        return selection.area;
    }

    public int padding() {
        return selection.padding;
    }

    public int grow() {
        return selection.grow;
    }

    public int spill() {
        return selection.spill;
    }

    public String segmenter() {
        return selection.segmenter;
    }

    public String mask() {
        return selection.mask;
    }

    public int transparency() {
        return selection.transparency;
    }

    public String sketch() {
        return selection.sketch;
    }

    public Target target() {
        return output.target;
    }

    public Tone tone() {
        return output.tone;
    }

    public boolean background() {
        return output.background;
    }
}
