package org.inpaintj.engine.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;

import ai.onnxruntime.OrtException;

/**
 * The embedded engine: exemplar diffusion whose prior is the image's own patches. It needs no model and completes
 * textures, edges and repeated structure; it knows nothing of what things are, so faces, text and unique objects are
 * beyond it. The same seed gives the same pixels on any number of threads.
 */
public final class PatchEngine implements Engine {

    private final int threads;

    /** Uses all processors, up to eight. */
    public PatchEngine() {
        this(Math.min(8, Runtime.getRuntime().availableProcessors()));
    }

    /** @param threads how many threads work, 1 or more; the result does not depend on it */
    PatchEngine(final int threads) {
        this.threads = threads;
    }

    @Override
    public String id() {
        return "patch";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities("Patches of the image itself (embedded)", false, false, true, true);
    }

    @Override
    public int context(final int width, final int height) {
        return Math.min(1024, Math.max(256, 3 * Math.max(width, height)));
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final List<Result.Candidate> candidates = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        final Map<String, String> facts = new LinkedHashMap<>();
        try (Bands bands = new Bands(threads, progress)) {
            final Level image = SceneReader.read(scene);
            if (image.hole.length == 0)
                throw new InpaintException("The mask is empty, so there is nothing to repaint: select a region.");
            final Range range = Range.of(image);
            final Fill fill = new Fill(Recipe.STANDARD, image, bands);
            final Steps steps = new Steps(progress, fill.steps() * request.candidates());
            try (Denoiser denoiser = new Denoiser(fill.diffuses())) {
                fill.prepare();
                final Posterior posterior = denoiser.get(notes);
                for (int k = 0; k < request.candidates(); k++) {
                    final long seed = request.seed() + k;
                    fill.run(seed, posterior, steps);
                    range.clip(image);
                    candidates.add(new Result.Candidate(seed, SceneReader.write(image)));
                }
            }
            steps.finish();
        } catch (final OrtException e) {
            throw new InpaintException("ONNX Runtime failed in a diffusion step (" + e.getMessage()
                    + "): restart and try again.", e);
        }
        return new Result(candidates, notes, facts);
    }
}
