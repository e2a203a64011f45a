package org.inpaintj.outpaint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.StageViewer;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.Samples;

/**
 * Enlarges an image by new ground that goes on from it (outpainting). It knows no ImageJ and no window.
 * <pre>{@code
 * OutpaintRequest request = OutpaintRequest.of(Map.of("directions", "left,right", "expand", "64", "seed", "7"));
 * Outpainted made = new Outpainter().outpaint(samples, request).get(0);
 * }</pre>
 * Immutable; one may be used by several threads at once.
 */
public final class Outpainter {

    private final ImageInfo info;
    private final Progress progress;
    private final Function<String, StageViewer> stages;
    private final Map<String, String> host;

    /** One that takes samples for intensities, reports nothing and cannot be cancelled. */
    public Outpainter() {
        this(ImageInfo.DEFAULT, Progress.NONE, pass -> StageViewer.NONE, Map.of());
    }

    private Outpainter(final ImageInfo info, final Progress progress, final Function<String, StageViewer> stages,
            final Map<String, String> host) {
        this.info = info;
        this.progress = progress;
        this.stages = stages;
        this.host = Map.copyOf(host);
    }

    /** The same for images of which more is known: colours, display ranges, a palette, a title. */
    public Outpainter info(final ImageInfo known) {
        return new Outpainter(known, progress, stages, host);
    }

    /** The same that tells of its steps and can be cancelled. */
    public Outpainter progress(final Progress told) {
        return new Outpainter(info, told, stages, host);
    }

    /** The same that shows the planes in between of the first candidate: gives a viewer for the name of each pass. */
    public Outpainter stages(final Function<String, StageViewer> viewers) {
        return new Outpainter(info, progress, viewers, host);
    }

    /** The same whose records name what InpaintJ runs in, such as "imagej", with its version. */
    public Outpainter host(final Map<String, String> names) {
        return new Outpainter(info, progress, stages, names);
    }

    /**
     * Looks whether it can be done, without doing it.
     *
     * @param width    of the image, px
     * @param height   of the image, px
     * @param channels of the image; three for packed colours
     * @param request  models by their paths
     * @return with the method, the engine and the seed that will be used
     * @throws InpaintException if it cannot, saying why
     */
    public OutpaintRequest check(final int width, final int height, final int channels,
            final OutpaintRequest request) {
        final OutpaintRequest settled = settle(width, height, channels, request);
        final Engine engine = Engines.found().get(settled.request().engine());
        final Request resolved = engine.resolve(settled.request());
        engine.check(resolved);
        final OutpaintRequest asked = settled.with(resolved);
        if (!engine.capabilities().draws())
            return asked;
        final int seeds = resolved.candidates() + new OutpaintLayout(width, height, asked).seeds() - 1;
        if (resolved.seed() > Request.lastSeed(seeds))
            throw new InpaintException("The " + seeds + " seeds from " + resolved.seed() + " on exceed "
                    + Request.lastSeed(1) + ": take a seed of at most " + Request.lastSeed(seeds) + ".");
        return asked.with(resolved.drawn(seeds));
    }

    /**
     * The same for {@link #prepare}, which runs no engine and draws no seed.
     *
     * @throws InpaintException as {@link #check}, but for what only the engine could tell
     */
    public OutpaintRequest settle(final int width, final int height, final int channels,
            final OutpaintRequest request) {
        final OutpaintRequest settled = request.settled();
        new OutpaintLayout(width, height, settled).check(channels, info.title());
        return settled;
    }

    /**
     * The size that an image will have, from its origin.
     *
     * @param settled what {@link #check} or {@link #settle} gave
     */
    public static Box enlarged(final int width, final int height, final OutpaintRequest settled) {
        return new OutpaintLayout(width, height, settled).canvas();
    }

    /**
     * Enlarges an image.
     *
     * @param samples not written to
     * @param request models by their paths
     * @return the candidates, in order of their seeds
     * @throws CancelledException within one network node after the progress said so
     * @throws InpaintException   if it cannot be done, saying why and what to do
     */
    public List<Outpainted> outpaint(final Samples samples, final OutpaintRequest request) {
        final OutpaintRequest asked = check(samples.width(), samples.height(), channels(samples), request);
        final Samples image = info.intensities(samples);
        final OutpaintRun run = new OutpaintRun(image, asked);
        final OutpaintLayout layout = new OutpaintLayout(image.width(), image.height(), asked);
        final Engine engine = Engines.found().get(asked.request().engine());
        final int candidates = engine.capabilities().draws() ? asked.request().candidates() : 1;
        final PassProgress passes = new PassProgress(progress, layout.passes() * candidates);
        final Set<String> notes = new LinkedHashSet<>(asked.notes());
        final List<Outpainted> made = new ArrayList<>();
        for (int k = 0; k < candidates; k++) {
            final long seed = engine.capabilities().draws() ? asked.request().seed() + k : 0;
            final OutpaintRequest one = engine.capabilities().draws()
                    ? asked.with(asked.request().with("seed", seed)) : asked;
            final EnginePainter painter = new EnginePainter(one, info.indexed(ColourPalette.NONE), host, passes,
                    k == 0 ? stages : pass -> StageViewer.NONE);
            final Samples enlarged = run.run(painter);
            notes.addAll(painter.notes());
            made.add(new Outpainted(indexed(enlarged, samples, layout.original()), layout.original(), seed,
                    painter.records(), k == candidates - 1 ? List.copyOf(notes) : List.of()));
        }
        return made;
    }

    /**
     * What diffusion would start from (the button Process of mosaic outpainting): the enlarged image with its new
     * ground prepared, and nothing painted.
     *
     * @throws InpaintException as {@link #settle}
     */
    public Outpainted prepare(final Samples samples, final OutpaintRequest request) {
        final OutpaintRequest asked = settle(samples.width(), samples.height(), channels(samples), request);
        final OutpaintRun run = new OutpaintRun(info.intensities(samples), asked);
        final OutpaintLayout layout = new OutpaintLayout(samples.width(), samples.height(), asked);
        return new Outpainted(indexed(run.run(OutpaintPainter.NONE), samples, layout.original()), layout.original(), 0,
                List.of(), List.of());
    }

    private int channels(final Samples samples) {
        return info.palette().isEmpty() ? samples.channels() : 3;
    }

    /** With numbers of colours again, those of the image as they were, where the image has them. */
    private Samples indexed(final Samples enlarged, final Samples image, final Box original) {
        if (info.palette().isEmpty())
            return enlarged;
        final Samples before = OutpaintCanvas.enlarged(image, new Box(0, 0, enlarged.width(), enlarged.height()),
                original, 0);
        final int[] was = (int[]) info.palette().expand(before).planes().get(0);
        final int[] now = (int[]) enlarged.planes().get(0);
        final boolean[] changed = new boolean[now.length];
        for (int i = 0; i < changed.length; i++)
            changed[i] = (was[i] & 0xffffff) != (now[i] & 0xffffff);
        return info.palette().index(enlarged, before, changed);
    }
}
