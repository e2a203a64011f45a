package org.inpaintj.engine.erase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.model.folder.EraserModel;
import org.inpaintj.model.folder.Fingerprint;
import org.inpaintj.onnx.device.DeviceChoice;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.device.Devices;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.Membrane;

/**
 * Fills the hole from its surroundings by one run of a network such as LaMa (Suvorov et al. 2022) or MI-GAN (Sargsyan
 * et al. 2023), exported to ONNX. No prompt and no chance: the same scene gives the same pixels, whatever the seed.
 */
@Plugin(type = Engine.class, priority = Priority.HIGH - 2)
public final class EraseEngine implements Engine {

    private static final float CLOSE_ENOUGH = 1e-3f;
    private static final int MOST_CONTEXT = 1024;

    /** What a file was when it was loaded, and for what: another file of the same name is loaded anew. */
    private record Stamp(Path file, long changed, long bytes, DeviceSetup setup) {
    }

    private Stamp stamp;
    private EraserSession loaded;

    @Override
    public String id() {
        return "erase";
    }

    @Override
    public Capabilities capabilities() {
        // candidates are heard of: there is a note why it makes one only
        return Capabilities.of("Eraser (LaMa or MI-GAN, needs a model)").using("candidates", "width", "height", "device",
                "model");
    }

    @Override
    public void check(final Request request) {
        eraser(request);
    }

    @Override
    public String fingerprint(final Request request) {
        return Fingerprint.of(List.of(eraser(request).network()));
    }

    /** A file, or a folder with nothing but erasers; what is wrong with it is told by {@link #check}. */
    @Override
    public boolean runs(final String model) {
        try {
            return EraserModel.isLikely(Path.of(model));
        } catch (final InvalidPathException e) {
            return false;
        }
    }

    /** Enough for a square with the hole in it that is as large as what the networks were trained on, wherever it lies. */
    @Override
    public int context(final int width, final int height) {
        final int side = Math.max(EraserWindow.LEAST, Math.max(width, height) + 2 * EraserWindow.MARGIN);
        return Math.min(MOST_CONTEXT, side - Math.min(width, height));
    }

    @Override
    public synchronized Result run(final Request request, final Scene scene, final Progress progress) {
        final EraserModel eraser = eraser(request);
        final int width = scene.width(), height = scene.height();
        final float[] hole = hole(scene);
        final EraserWindow frame = EraserWindow.of(eraser, request, bounds(scene), width, height);
        progress.step(0, 2, "Loading the model");
        final DeviceChoice device = Devices.choose(request.device());
        if (device.device() == Request.Device.CPU)
            eraser.network().cpuProblem().ifPresent(problem -> {
                throw new InpaintException(problem);
            });
        final EraserSession network = load(eraser, device.setup());
        final float[][] planes = planes(scene), seen = new float[planes.length][];
        final boolean shows = frame.resizes() || eraser.layout() == EraserModel.Layout.BYTES;
        for (int c = 0; c < planes.length; c++)
            seen[c] = frame.place(shows ? smoothed(planes[c], hole, width, height) : planes[c], width);
        progress.step(1, 2, "Erasing");
        final float[][] painted = network.paint(new EraserFormat.Picture(seen, frame.placeHole(hole, width), frame.width(),
                frame.height()), progress);
        final float[] out = new float[planes.length * width * height];
        for (int c = 0; c < planes.length; c++) {
            frame.take(painted[c], planes[c], width);
            for (int i = 0; i < width * height; i++)
                out[c * width * height + i] = Math.min(1, Math.max(0, planes[c][i]));
        }
        progress.step(2, 2, "Erasing");
        final Map<String, String> facts = new LinkedHashMap<>(device.facts());
        facts.put("model", eraser.network().file().getFileName().toString());
        facts.put(MODEL, Fingerprint.of(List.of(eraser.network())));
        facts.put("family", network.dialect(progress).title());
        facts.put("processing_size", frame.width() + " x " + frame.height());
        return new Result(List.of(new Result.Candidate(request.seed(), ArrayImgs.floats(out, width, height, planes.length))),
                notes(request, frame, device), facts);
    }

    private static List<String> notes(final Request request, final EraserWindow frame, final DeviceChoice device) {
        final List<String> notes = new ArrayList<>(device.notes());
        if (request.candidates() > 1)
            notes.add("An eraser has one answer whatever the seed, so it made one candidate.");
        if (frame.innerWidth() < frame.window().width())
            notes.add("The model worked on " + frame.window().width() + " x " + frame.window().height() + " px reduced to "
                    + frame.innerWidth() + " x " + frame.innerHeight() + ", so the fill is less sharp than the image: select "
                    + "less at a time for more detail.");
        return notes;
    }

    /** The model of a request, of a size that the request allows. */
    private static EraserModel eraser(final Request request) {
        if (!request.namesModel())
            throw new InpaintException("The engine erase needs a model: set Model (model=FILE) to the .onnx file of a "
                    + "one-shot eraser such as LaMa or MI-GAN; the README names some under 'Erasers'.");
        try {
            final EraserModel eraser = EraserModel.read(Path.of(request.model()));
            EraserWindow.check(eraser, request);
            return eraser;
        } catch (final InvalidPathException e) {
            throw new InpaintException("The model '" + request.model() + "' is no path of a file: give the .onnx file of a "
                    + "one-shot eraser such as LaMa or MI-GAN.", e);
        }
    }

    /** Runs follow each other, so that no network is closed under one. */
    private EraserSession load(final EraserModel eraser, final DeviceSetup setup) {
        final Stamp now = stamp(eraser.network().file(), setup);
        if (loaded == null || !now.equals(stamp)) {
            if (loaded != null)
                loaded.close();
            loaded = null;
            loaded = new EraserSession(eraser, setup);
            stamp = now;
        }
        return loaded;
    }

    private static Stamp stamp(final Path file, final DeviceSetup setup) {
        try {
            final BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(file.toAbsolutePath().normalize(), found.lastModifiedTime().toMillis(), found.size(),
                    setup);
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
        }
    }

    /** 1 where the network has to invent: under the mask, and where no sample is known. */
    private static float[] hole(final Scene scene) {
        final float[] out = values(scene.mask()), trust = values(scene.trust());
        for (int i = 0; i < out.length; i++)
            out[i] = out[i] > 0 || trust[i] == 0 ? 1 : 0;
        return out;
    }

    private static Box bounds(final Scene scene) {
        final Box bounds = new Mask(new Box(0, 0, scene.width(), scene.height()), values(scene.mask())).bounds();
        if (bounds.isEmpty())
            throw new InpaintException("The mask is empty, so there is nothing to erase: select a region.");
        return bounds;
    }

    private static float[][] planes(final Scene scene) {
        final float[] all = values(scene.pixels());
        final int n = scene.width() * scene.height();
        final float[][] planes = new float[scene.channels()][];
        for (int c = 0; c < planes.length; c++)
            planes[c] = Arrays.copyOfRange(all, c * n, (c + 1) * n);
        return planes;
    }

    /**
     * The surroundings continued smoothly into the hole. A resampler mixes neighbours, and MI-GAN for pictures of any
     * size mixes the rim of the hole with what was there: of neither may come back what was to be erased.
     */
    private static float[] smoothed(final float[] plane, final float[] hole, final int width, final int height) {
        final float[] out = plane.clone();
        final Membrane.Kind[] kinds = new Membrane.Kind[out.length];
        for (int i = 0; i < out.length; i++)
            kinds[i] = hole[i] > 0 ? Membrane.Kind.FREE : Membrane.Kind.FIXED;
        Membrane.solve(out, kinds, width, height, CLOSE_ENOUGH);
        return out;
    }

    private static float[] values(final RandomAccessibleInterval<FloatType> image) {
        final float[] out = new float[Math.toIntExact(Views.iterable(image).size())];
        final Cursor<FloatType> cursor = Views.flatIterable(image).cursor();
        for (int i = 0; i < out.length; i++)
            out[i] = cursor.next().get();
        return out;
    }
}
