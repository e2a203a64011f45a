package org.inpaintj.ij1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.diffusion.DiffusionEngine;
import org.inpaintj.engine.diffusion.DiffusionParameters;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.Preset;
import org.inpaintj.params.Key;

/** Fills with one tone that the seed decides, in as many steps of 20 ms as asked for; fails where cfg is 99. */
public final class SlowEngine implements Engine {

    /** Of the one without a prompt: keys of diffusion that are not on the first page for a selection. */
    public record SlowParameters(
            @Key(label = "Preset", help = "as of diffusion", first = "image-to-image") Preset preset,
            @Key(label = "Steps", help = "of 20 ms", def = "20", min = 1, max = 1000, first = WHOLE) int steps,
            @Key(label = "Guidance", help = "99 fails", def = "7", min = 0, max = 100, first = WHOLE) double cfg,
            @Key(label = "Strength", help = "means nothing", def = "0.75", min = 0, max = 1,
                    first = "image-to-image") double strength,
            @Key(label = "Content", help = "means nothing", def = "original", first = "none") Content content,
            @Key(label = "VAE", help = "means nothing", first = "none") String vae,
            @Key(label = "Negative prompt", help = "means nothing", first = WHOLE) String negative,
            @Key(label = "Prompt", help = "means nothing", first = WHOLE) String prompt) {

        private static final String WHOLE = "image-to-image text-to-image";
    }

    private final String id;
    private final Capabilities capabilities;

    private SlowEngine(final String id, final Trait... traits) {
        this.id = id;
        capabilities = Capabilities.of("Slow", traits);
    }

    /** One without a prompt, and one with. */
    public static Engine[] both() {
        return new Engine[] { new SlowEngine("slow", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS, Trait.STOPS_EARLY,
                Trait.WHOLE_IMAGES), new SlowEngine("slow_prompt", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS,
                        Trait.INVENTS, Trait.PROMPT) };
    }

    @Override
    public Class<? extends Record> parameters() {
        return capabilities.prompt() ? DiffusionParameters.class : SlowParameters.class;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    /** With styles as diffusion has them. */
    @Override
    public Request resolve(final Request request) {
        return new DiffusionEngine().resolve(request);
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final int steps = Integer.parseInt(request.text("steps"));
        if (request.text("cfg").equals("99"))
            throw new InpaintException("The engine was told to fail: choose another cfg.");
        int done = 0, told = 0;
        for (; done < steps && !progress.finishRequested(); done++) {
            if (progress.cancelled())
                System.out.println("the slow engine was cancelled");
            progress.check();
            progress.share((double) done / steps);
            progress.step(done, steps, "pretending");
            progress.preview(() -> constant(scene, 1));
            try {
                Thread.sleep(20);
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
            for (; request.candidates() > 1 && told < (done + 1) * request.candidates() / steps; told++) {
                final long seed = request.seed() + told;
                progress.finished(told + 1, seed, () -> constant(scene, seed % 256 / 255f));
            }
        }
        progress.step(done, steps, "pretending");
        final List<Result.Candidate> candidates = new ArrayList<>();
        for (int k = 0; k < request.candidates(); k++)
            candidates.add(new Result.Candidate(request.seed() + k,
                    constant(scene, (request.seed() + k) % 256 / 255f)));
        return new Result(candidates, done == steps ? List.of()
                : List.of("Stopped after step " + done + " of " + steps + "; this is what there was."), Map.of());
    }

    private static RandomAccessibleInterval<FloatType> constant(final Scene scene, final float tone) {
        final float[] all = new float[scene.width() * scene.height() * scene.channels()];
        Arrays.fill(all, tone);
        return ArrayImgs.floats(all, scene.width(), scene.height(), scene.channels());
    }
}
