package org.inpaintj.serve.work;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.InpaintPlan;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.SelectedMask;
import org.inpaintj.inpaint.resize.SamplesResizer;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.ImgSamples;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.PillowResampler;

/** Paints what a {@link Painting} says, round by round, as the commands of the menu would. */
public final class PaintWork extends QueuedWork<Painted> {

    private static final String NO_MODEL = "Without a model only what a mask marks can be repainted: start the server "
            + "with --models DIR, or send a mask.";
    private static final int CHANNELS = 3;

    private final Painting asked;
    private final Map<String, String> host;
    private final List<Painted.Picture> pictures = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    /** What previews are shown on; null until it is there. */
    private volatile Samples canvas;

    /**
     * @param host what this program runs as, to its version, for records
     */
    public PaintWork(final Painting asked, final Map<String, String> host) {
        super(asked.task(), "Painting for a client", asked.rounds());
        this.asked = asked;
        this.host = host;
    }

    /**
     * What is changed, at the size that the engine is to see.
     *
     * @param samples red, green and blue
     * @param mask    empty to change all of it
     * @param before  the picture before it was resized, where its latents are stretched
     */
    private record Ground(Samples samples, Optional<Plane> mask, Optional<Samples> before) {

        Box box() {
            return new Box(0, 0, samples.width(), samples.height());
        }
    }

    @Override
    protected long bytes() {
        return asked.start().map(start -> start.picture().bytes() + start.mask().map(RgbPicture::bytes).orElse(0L))
                .orElse(0L);
    }

    @Override
    protected Painted run(final Progress progress) {
        final Optional<Ground> ground = asked.start().map(start -> ground(start, progress));
        final Task kind = asked.kind(ground.isPresent() && ground.get().mask.isPresent());
        for (int i = 0; i < asked.rounds(); i++) {
            final Request request = Engines.found().request(asked.keys(i));
            if (kind != Task.INPAINT && !request.namesModel())
                throw new InpaintException(NO_MODEL);
            final Engine engine = Engines.found().of(request, kind);
            round(i, engine.capabilities().stopsEarly(), progress, part -> {
                if (ground.isPresent())
                    change(ground.get(), request, kind, part);
                else
                    draw(request, engine, part);
            });
        }
        return new Painted(pictures, List.copyOf(notes));
    }

    private Ground ground(final Painting.Start start, final Progress progress) {
        final Samples picture = start.picture().samples();
        final Optional<Plane> mask = start.mask().map(sent -> fitted(sent, start.picture()));
        if (mask.isPresent() && isNothing(mask.get())) {
            if (!start.crop())
                throw new InpaintException("The mask marks nothing: paint white what is to be changed.");
            notes.add("The mask marks nothing, so the whole picture was changed.");
        }
        final Optional<Plane> marked = mask.filter(plane -> !isNothing(plane));
        if (marked.isPresent() && start.crop())
            return new Ground(picture, marked, Optional.empty());
        final SamplesResizer resizer = new SamplesResizer(start.mode(), asked.width(), asked.height(),
                start.latent() ? Optional.empty() : start.upscaler());
        return new Ground(resizer.resize(picture, ColourPalette.NONE, progress),
                marked.map(plane -> resized(plane, start)),
                start.latent() && marked.isEmpty() ? Optional.of(picture) : Optional.empty());
    }

    private boolean isNothing(final Plane mask) {
        final float nothing = Boolean.parseBoolean(asked.keys().get("invert")) ? 1 : 0;
        for (final float value : mask.values())
            if (value != nothing)
                return false;
        return true;
    }

    /** The mask at the size of the picture. */
    private Plane fitted(final RgbPicture sent, final RgbPicture picture) {
        final Plane mask = sent.mask();
        if (sent.width() == picture.width() && sent.height() == picture.height())
            return mask;
        notes.add("The mask is " + sent.width() + " x " + sent.height() + " px and the picture " + picture.width()
                + " x " + picture.height() + " px, so the mask was resized.");
        return PillowResampler.LANCZOS.resize(mask, picture.width(), picture.height()).clamp();
    }

    private Plane resized(final Plane mask, final Painting.Start start) {
        final Samples grey = Samples.blank(SampleType.BITS8, mask.width(), mask.height(), 1);
        for (int i = 0; i < mask.values().length; i++)
            grey.set(0, i, 255 * mask.values()[i]);
        final Samples out = new SamplesResizer(start.mode(), asked.width(), asked.height(), Optional.empty())
                .resize(grey, ColourPalette.NONE, Progress.NONE);
        final float[] values = out.channel(0);
        for (int i = 0; i < values.length; i++)
            values[i] /= 255;
        return new Plane(values, asked.width(), asked.height());
    }

    private void change(final Ground ground, final Request request, final Task kind, final Progress progress) {
        final Box all = ground.box();
        final Mask mask = ground.mask.map(Mask::of).orElseGet(() -> Mask.full(all));
        final Request known = kind == Task.INPAINT ? request
                : KeyUse.trimmed(request, kind).with("width", all.width()).with("height", all.height());
        final InpaintPlan plan = InpaintPlan.of(kind, known, new SelectedMask(mask, "mask"), all, CHANNELS,
                ImageInfo.DEFAULT.coloured().titled("init image"));
        final Samples seen = ground.samples.crop(plan.crop());
        plan.checkSomethingIsLeft(seen);
        final Inpainter inpainter = ground.before.isPresent() && plan.engine().takes(SceneInput.Kind.UNSCALED)
                ? new Inpainter().input(SceneInput.UNSCALED, ImgSamples.image(ground.before.get(), new Box(0, 0,
                        ground.before.get().width(), ground.before.get().height())))
                : new Inpainter();
        paint(inpainter, plan, seen, ground.samples, progress);
    }

    private void draw(final Request request, final Engine engine, final Progress progress) {
        final Request known = engine.resolve(KeyUse.trimmed(request, Task.TEXT_TO_IMAGE));
        final Box box = new Box(0, 0, engine.resultSide(known, asked.width()),
                engine.resultSide(known, asked.height()));
        HeapCheck.check(box, CHANNELS, request.candidates());
        final InpaintPlan plan = InpaintPlan.of(Task.TEXT_TO_IMAGE,
                known.with("width", asked.width()).with("height", asked.height()),
                new SelectedMask(Mask.full(box), "none"), box, CHANNELS, ImageInfo.DEFAULT.coloured());
        final Samples sheet = Samples.blank(SampleType.RGB, box.width(), box.height(), 1);
        paint(new Inpainter(), plan, sheet.crop(plan.crop()), sheet, progress);
    }

    private void paint(final Inpainter inpainter, final InpaintPlan plan, final Samples seen, final Samples on,
            final Progress progress) {
        canvas = on;
        final InpaintedPatches made = inpainter.info(plan.info()).host(host).progress(progress).inpaint(plan, seen);
        notes.addAll(made.notes());
        for (final Patch patch : made.candidates()) {
            final Samples out = on.crop(new Box(0, 0, on.width(), on.height()));
            patch.write(out.planes(), out.width(), out.height());
            pictures.add(new Painted.Picture(RgbPicture.of(out), made.request(), patch.provenance()));
        }
    }

    @Override
    protected RgbPicture over(final RandomAccessibleInterval<FloatType> pixels) {
        final Samples on = canvas;
        final int[] out = ((int[]) on.planes().get(0)).clone();
        final RandomAccess<FloatType> at = pixels.randomAccess();
        final Box box = new Box((int) pixels.min(0), (int) pixels.min(1), (int) pixels.dimension(0),
                (int) pixels.dimension(1)).intersect(new Box(0, 0, on.width(), on.height()));
        final float[] values = new float[4];
        for (int y = box.y(); y < box.y() + box.height(); y++)
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                at.setPosition(x, 0);
                at.setPosition(y, 1);
                for (int c = 0; c < 4; c++) {
                    at.setPosition(c, 2);
                    values[c] = Math.max(0, Math.min(1, at.get().get()));
                }
                if (values[3] > 0)
                    out[y * on.width() + x] = 0xff000000 | Math.round(255 * values[0]) << 16
                            | Math.round(255 * values[1]) << 8 | Math.round(255 * values[2]);
            }
        return new RgbPicture(on.width(), on.height(), out);
    }
}
