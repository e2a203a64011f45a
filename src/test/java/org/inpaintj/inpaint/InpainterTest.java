package org.inpaintj.inpaint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.Type;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;

class InpainterTest {

    @RegisterExtension
    static final WithEngines ENGINES = new WithEngines(new FlatEngine());

    private static final Box HOLE = new Box(14, 11, 6, 5);

    /** A slanted ramp. */
    private static Img<UnsignedShortType> ramp(final int width, final int height) {
        final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                image.getAt(x, y).set(1000 + 40 * x + 25 * y);
        return image;
    }

    private static Request request(final String... keysAndValues) {
        Request request = Engines.found().request(Map.of("engine", "patch", "seed", "3"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            request = request.with(keysAndValues[i], keysAndValues[i + 1]);
        return request;
    }

    @Test
    void theEmbeddedEngineContinuesWhatIsAround() {
        final Img<UnsignedShortType> image = ramp(40, 30), truth = ramp(40, 30);
        for (int y = 11; y < 16; y++)
            for (int x = 14; x < 20; x++)
                image.getAt(x, y).set(60000);
        final InpaintedPatches made = new Inpainter().inpaint(image, Mask.full(HOLE), request());
        made.patch().write(image);
        for (int y = 0; y < 30; y++)
            for (int x = 0; x < 40; x++) {
                final boolean inside = x >= 14 && x < 20 && y >= 11 && y < 16;
                assertEquals(truth.getAt(x, y).get(), image.getAt(x, y).get(), inside ? 120 : 0, x + ", " + y);
            }
        assertEquals(HOLE, made.patch().box());
        final Provenance p = made.patch().provenance();
        assertEquals("patch", p.engine());
        assertEquals(16, p.depth());
        assertEquals("mask", p.mask());
        assertEquals(List.of("inpaintj", "java", "os"), List.copyOf(p.software().keySet()));
        assertTrue(p.macro().startsWith("run(\"Inpaint Selection...\", \"engine=patch"), p.macro());
        assertEquals(List.of(), made.notes());
    }

    @Test
    void aTileFromElsewhereGoesThereAndComesBack() throws Exception {
        final Img<UnsignedShortType> image = ramp(60, 50);
        final Box tile = new Box(5, 3, 40, 30);
        final Mask mask = Mask.full(HOLE);
        final Samples samples = there(Samples.of(image, tile));
        final InpaintedPatches remote = there(new Inpainter().inpaint(samples, tile.x(), tile.y(), there(mask),
                there(request("padding", "10"))));
        final InpaintedPatches local = new Inpainter().inpaint(Views.interval(image, new long[] { 5, 3 },
                new long[] { 44, 32 }), mask, request("padding", "10"));
        assertEquals(local.request(), remote.request());
        assertEquals(local.patch().box(), remote.patch().box());
        assertArrayEquals(local.patch().samples().bytes(), remote.patch().samples().bytes());
        assertEquals(local.patch().provenance().patchSha256(), remote.patch().provenance().patchSha256());
        final Img<UnsignedShortType> one = ramp(60, 50), two = ramp(60, 50);
        local.patch().write(one);
        remote.patch().write(two);
        for (int y = 0; y < 50; y++)
            for (int x = 0; x < 60; x++)
                assertEquals(one.getAt(x, y).get(), two.getAt(x, y).get());
    }

    /** What arrives at another machine. */
    @SuppressWarnings("unchecked")
    private static <T extends Serializable> T there(final T value) throws IOException, ClassNotFoundException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Test
    void oneInpainterServesManyThreads() throws Exception {
        final Inpainter inpainter = new Inpainter();
        final Img<UnsignedShortType> image = ramp(50, 40);
        final ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            final List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                final Request request = request("seed", Integer.toString(i % 4), "blur", "1", "spill", "2");
                work.add(() -> inpainter.inpaint(image, Mask.full(HOLE), request).patch().provenance().patchSha256());
            }
            final List<String> all = new ArrayList<>();
            for (final Future<String> one : threads.invokeAll(work))
                all.add(one.get());
            for (int i = 0; i < all.size(); i++)
                assertEquals(all.get(i % 4), all.get(i));
        } finally {
            threads.shutdownNow();
        }
    }

    /** A channel range each would turn a grey of 16-bit colours into another hue for the engine. */
    @Test
    void coloursOfSixteenBitsHaveOneRange() {
        final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(20, 16, 3);
        for (int y = 0; y < 16; y++)
            for (int x = 0; x < 20; x++)
                for (int c = 0; c < 3; c++)
                    image.getAt(x, y, c).set(500 + 100 * x * (c + 1));
        final Map<String, RandomAccessibleInterval<FloatType>> stages = new LinkedHashMap<>();
        final Inpainter colours = new Inpainter().info(ImageInfo.DEFAULT.coloured()).stages(stages::put);
        final Provenance p = colours.inpaint(image, Mask.full(new Box(8, 6, 3, 3)), request()).patch().provenance();
        assertEquals(p.tones().get(0), p.tones().get(2));
        assertEquals(List.of(500.0, 6200.0), p.tones().get(1));
        final RandomAccessibleInterval<FloatType> scene = stages.get("scene");
        assertEquals(scene.getAt(2, 2, 0).get() * 3, scene.getAt(2, 2, 2).get(), 1e-5);
        final Provenance q =
                new Inpainter().inpaint(image, Mask.full(new Box(8, 6, 3, 3)), request()).patch().provenance();
        assertEquals(List.of(500.0, 2400.0), q.tones().get(0));
    }

    @Test
    void progressCancelsAndSeesPreviews() {
        final Img<UnsignedShortType> image = ramp(40, 30);
        final List<RandomAccessibleInterval<FloatType>> previews = new ArrayList<>();
        final Progress looker = new Progress() {

            @Override
            public void step(final int done, final int total, final String what) {
                assertTrue(done >= 0 && done <= total);
            }

            @Override
            public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
                previews.add(pixels.get());
            }
        };
        new Inpainter().progress(looker).inpaint(image, Mask.full(HOLE), request());
        assertFalse(previews.isEmpty());
        final RandomAccessibleInterval<FloatType> first = previews.get(0);
        assertArrayEquals(new long[] { 14, 11, 0 }, first.minAsLongArray());
        assertArrayEquals(new long[] { 6, 5, 4 }, first.dimensionsAsLongArray());
        assertEquals(1, first.getAt(15, 12, 3).get());
        assertEquals(first.getAt(15, 12, 0).get(), first.getAt(15, 12, 2).get());
        final Progress stop = new Progress() {

            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(CancelledException.class,
                () -> new Inpainter().progress(stop).inpaint(image, Mask.full(HOLE), request()));
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        final Img<UnsignedShortType> image = ramp(20, 20);
        assertEquals("The mask does not cover any pixel of 'image': give a value above 0 where it is to be repainted.",
                said(image, Mask.full(new Box(30, 30, 4, 4)), request()));
        assertEquals("The mask holds the value 2.0: give values from 0 (keep) to 1 (repaint).",
                said(image, new Mask(new Box(3, 3, 1, 1), new float[] { 2 }), request()));
        assertEquals("The whole of 'image' is selected, so nothing is left to learn from: leave a part unselected, or "
                + "name "
                + "a diffusion model.", said(image, Mask.full(new Box(0, 0, 20, 20)), request()));
        assertEquals("Pixels of the type ComplexFloatType cannot be repainted: convert the image to a real type or to "
                + "ARGBType.", said(ArrayImgs.complexFloats(9, 9), Mask.full(new Box(3, 3, 2, 2)), request()));
        assertEquals("An image of 4 dimensions cannot be repainted: give one of the axes x, y and maybe channel, such "
                + "as a "
                + "slice of it.", said(ArrayImgs.bytes(9, 9, 2, 2), Mask.full(new Box(3, 3, 2, 2)), request()));
        final Patch patch = new Inpainter().inpaint(image, Mask.full(HOLE), request()).patch();
        assertTrue(assertThrows(InpaintException.class, () -> patch.write(ArrayImgs.unsignedBytes(20, 20))).getMessage()
                .startsWith("The patch has 1 planes of 16 bits and the image 1 of 8"));
        assertEquals(List.of("The keys strength and prompt have no effect with the engine 'patch'.",
                "The keys target and background have no effect with samples and a mask that are given."),
                new Inpainter().inpaint(image, Mask.full(HOLE),
                request("prompt", "x", "strength", "0.3", "target", "slice",
                        "background", "false")).notes());
    }

    private static <T extends Type<T>> String said(final RandomAccessibleInterval<T> image, final Mask mask,
            final Request request) {
        return assertThrows(InpaintException.class, () -> new Inpainter().inpaint(image, mask, request)).getMessage();
    }

    /** A target of which a part is there takes that part. */
    @Test
    void whatLiesOutsideATargetIsLeftOut() {
        final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(20, 20);
        FlatEngine.tone = 1;
        final Patch patch = new Inpainter().inpaint(image, Mask.full(new Box(4, 4, 6, 6)),
                request("engine", FlatEngine.ID)).patch();
        final Img<UnsignedByteType> corner = ArrayImgs.unsignedBytes(6, 6);
        patch.write(corner);
        int white = 0;
        for (final UnsignedByteType pixel : corner)
            white += pixel.get() == 255 ? 1 : 0;
        assertEquals(4, white);
    }
}
