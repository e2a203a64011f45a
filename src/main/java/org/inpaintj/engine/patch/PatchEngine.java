package org.inpaintj.engine.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.patch.diffusion.PatchPosterior;
import org.inpaintj.engine.patch.diffusion.PosteriorLoader;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PatchParameters;
import org.inpaintj.engine.patch.level.ProgressSteps;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.SceneReader;
import org.inpaintj.engine.patch.search.SampleRange;

/**
 * The embedded engine: exemplar diffusion whose prior is the image's own patches. It needs no model. It continues
 * textures, noise, edges and repeated structure; it knows nothing of what things are, so faces, text and unique objects
 * are beyond it, single curves may end in stubs, and what is nowhere in the surroundings cannot appear in the fill. The
 * same seed gives the same pixels on any number of threads.
 */
@Plugin(type = Engine.class, priority = Priority.HIGH)
public final class PatchEngine implements Engine {

    /** Below this share of known pixels the user is told. */
    private static final double LITTLE = 0.15;

    private final int threads;
    private final PatchParameters parameters;

    /** Uses all processors, up to eight. */
    public PatchEngine() {
        this(Math.min(8, Runtime.getRuntime().availableProcessors()));
    }

    /** @param threads how many threads work, 1 or more; the result does not depend on it */
    PatchEngine(final int threads) {
        this(threads, PatchParameters.STANDARD);
    }

    PatchEngine(final int threads, final PatchParameters parameters) {
        this.threads = threads;
        this.parameters = parameters;
    }

    @Override
    public String id() {
        return "patch";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("Patches of the image itself (embedded)", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS,
                Trait.NEEDS_NO_MODEL).using("seed", "candidates");
    }

    @Override
    public Class<PatchKeys> parameters() {
        return PatchKeys.class;
    }

    @Override
    public boolean takes(final SceneInput.Kind kind) {
        return kind == SceneInput.Kind.NEIGHBOUR || kind == SceneInput.Kind.NEIGHBOUR_VALID;
    }

    /** Three widths of the region: what fits it is mostly found there, and more costs memory and time. */
    @Override
    public int context(final int width, final int height) {
        return Math.min(1024, Math.max(256, 3 * Math.max(width, height)));
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final List<Result.Candidate> candidates = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        final Map<String, String> facts = new LinkedHashMap<>();
        checkSize(scene, 1);
        final int pictures = 1 + SceneReader.neighbours(scene).size();
        checkSize(scene, pictures);
        if (pictures == 1 && request.own(PatchKeys.class).neighbours() > 0)
            notes.add((scene.inputs().containsKey(SceneInput.neighbour(1)) ? "The neighbouring slices are masked, too, "
                    + "wherever this one is" : "There is no slice beside the one that was repainted")
                    + ", so the key neighbours changed nothing.");
        try (ParallelBands bands = new ParallelBands(threads, progress)) {
            progress.step(0, 1, "Looking at what surrounds the hole");
            final PyramidLevel image = SceneReader.read(scene);
            progress.check();
            if (image.hole.length == 0)
                throw new InpaintException("The mask is empty, so there is nothing to repaint: select a region.");
            final SampleRange range = SampleRange.of(image);
            final float gain = range.gain();
            SceneReader.scale(image, gain);
            final CoarseToFineFill fill = new CoarseToFineFill(parameters, image, bands);
            limits(image, fill, notes);
            try (PosteriorLoader loader = new PosteriorLoader(parameters, fill.diffuses())) {
                fill.prepare();
                final PatchPosterior posterior = loader.get(notes);
                final ProgressSteps steps =
                        new ProgressSteps(progress, fill.weights(posterior != null), request.candidates(), gain);
                facts.put("patch_levels", Integer.toString(fill.levels()));
                facts.put("patch_diffusion_steps", Integer.toString(posterior == null ? 0 : fill.diffusionSteps()));
                for (int k = 0; k < request.candidates(); k++) {
                    final long seed = request.seed() + k;
                    fill.run(seed, posterior, steps);
                    range.clip(image, gain);
                    final Result.Candidate made = new Result.Candidate(seed, SceneReader.write(image, gain));
                    candidates.add(made);
                    if (request.candidates() > 1)
                        progress.finished(k + 1, seed, made::pixels);
                }
                steps.finish();
            }
        }
        return new Result(candidates, notes, facts);
    }

    /** @throws InpaintException if so many pictures of the scene's size are more than an array holds */
    private static void checkSize(final Scene scene, final int pictures) {
        if ((scene.width() + 4L) * (scene.height() + 4L) * (scene.channels() + 2L) * pictures > Integer.MAX_VALUE - 8)
            throw new InpaintException("The selection with its surroundings is " + scene.width() + " x "
                    + scene.height() + " pixels" + (pictures > 1 ? " in " + pictures + " slices" : "")
                    + ", too large for the patch engine: select less or lower the padding"
                    + (pictures > 1 ? " or neighbours." : "."));
    }

    /** Says where the image leaves the engine too little to do well. */
    private static void limits(final PyramidLevel image, final CoarseToFineFill fill, final List<String> notes) {
        final int known = image.width * image.height - image.hole.length;
        if (known == 0)
            notes.add("Nothing of the image is left to learn from, so the fill is middle grey: select less.");
        else if (fill.membrane())
            notes.add("No piece of the image of at least 3 x 3 pixels is free of the mask, so the fill only continues "
                    + "the surrounding values smoothly: select less, or choose another engine.");
        else if (known < LITTLE * image.width * image.height)
            notes.add("Only " + Math.max(1, Math.round(100f * known / (image.width * image.height))) + " % of what the "
                    + "engine sees is left to learn from, so the fill repeats it: select less or raise the padding.");
    }
}
