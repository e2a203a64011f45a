package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.imagej.sketch.SketchSession;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.ui.layer.LayerActions;

/** Sketches as what an engine starts from, and as the mask. */
class SketchJobTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all(new Starter());

    /** Paints what it starts from, and remembers what it saw. */
    private static final class Starter implements Engine {

        private static Scene seen;

        @Override
        public String id() {
            return "starter";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of("Starter", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS, Trait.STARTS_FROM_ORIGINAL,
                    Trait.WHOLE_IMAGES, Trait.INVENTS);
        }

        @Override
        public boolean takes(final SceneInput.Kind kind) {
            return kind == SceneInput.Kind.BASE;
        }

        @Override
        public Result run(final Request request, final Scene scene, final Progress progress) {
            seen = scene;
            return new Result(List.of(new Result.Candidate(request.seed(), scene.base())), List.of(), Map.of());
        }
    }

    /** An image with a block of 3 x 3 painted at 4, 3. */
    private static ImagePlus sketched(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        imp.deleteRoi();
        sketch(imp);
        return imp;
    }

    private static void sketch(final ImagePlus imp) {
        final SketchSession session = SketchSession.begin(imp);
        final ImageProcessor ip = session.copy().getProcessor();
        for (int i = 0; i < 9; i++)
            if (imp.getBitDepth() == 32)
                ip.setf(4 + i % 3, 3 + i / 3, 55 + i);
            else
                ip.set(4 + i % 3, 3 + i / 3, ip.get(4 + i % 3, 3 + i / 3) ^ 0x15);
        session.done();
    }

    private static Request request(final String... keysAndValues) {
        final Map<String, String> values = new LinkedHashMap<>(Map.of("engine", "starter", "blur", "0"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        return InpaintJobs.request(values.entrySet().stream()
                .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue())).toArray(String[]::new));
    }

    private static InpaintResult paint(final ImagePlus imp, final String... keysAndValues) {
        return InpaintJob.of(imp, request(keysAndValues)).paint(Progress.NONE);
    }

    private static Object[] planes(final ImagePlus imp) {
        return java.util.stream.IntStream.rangeClosed(1, imp.getStackSize())
                .mapToObj(i -> imp.getStack().getProcessor(i).duplicate().getPixels()).toArray();
    }

    private static void assertSame(final Object[] expected, final ImagePlus imp) {
        final Object[] now = planes(imp);
        for (int i = 0; i < now.length; i++)
            if (now[i] instanceof byte[] bytes)
                assertArrayEquals((byte[]) expected[i], bytes);
            else if (now[i] instanceof short[] shorts)
                assertArrayEquals((short[]) expected[i], shorts);
            else if (now[i] instanceof int[] ints)
                assertArrayEquals((int[]) expected[i], ints);
            else
                assertArrayEquals((float[]) expected[i], (float[]) now[i]);
    }

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void paintIsStartedFromAndOutsideStaysToTheBit(final TestImages kind) {
        final ImagePlus imp = sketched(kind);
        final Object[] before = planes(imp);
        // the engine brings what it started from, so the result is the sketch itself
        final InpaintResult result = paint(imp, "sketch", "painted", "mask", "painted");
        assertEquals(List.of(), result.notes().stream().filter(note -> note.contains("sketch")).toList());
        Delivery.deliver(result);
        assertEquals(2, Layer.of(imp).size());
        assertSame(before, imp);
        final Layer made = Layer.of(imp).get(1);
        assertFalse(made.isSketch());
        assertEquals("painted", made.provenance().mask());
        final boolean[] painted = made.patch().painted();
        int count = 0;
        for (final boolean one : painted)
            count += one ? 1 : 0;
        assertEquals(9, count, "what is painted and nothing beside it");
        final ImagePlus flat = LayerFlattener.flatten(imp, false);
        for (int i = 0; i < 9; i++) {
            final int x = 4 + i % 3, y = 3 + i / 3;
            flat.setPosition(imp.getChannel(), imp.getSlice(), imp.getFrame());
            if (kind == TestImages.GRAY8 || kind == TestImages.GRAY16 || kind == TestImages.RGB)
                assertEquals(Layer.of(imp).get(0).patch().samples().get(0, i), made.patch().samples().get(0,
                        (y - made.patch().box().y()) * made.patch().box().width() + x - made.patch().box().x()), 1);
        }
    }

    @Test
    void theEngineSeesPixelsAndBase() {
        final ImagePlus imp = sketched(TestImages.GRAY8);
        paint(imp, "sketch", "painted", "mask", "painted", "area", "whole", "tone", "full", "transparency", "50");
        final RandomAccessibleInterval<FloatType> pixels = Starter.seen.pixels(), base = Starter.seen.base();
        for (int y = 0; y < 12; y++)
            for (int x = 0; x < 16; x++) {
                final int before = imp.getProcessor().get(x, y);
                final boolean painted = x >= 4 && x < 7 && y >= 3 && y < 6;
                assertEquals(before / 255f, pixels.getAt(x, y, 0).get(), 1e-6, "the image itself");
                final double mixed = before + (painted ? 127 / 255.0 * ((before ^ 0x15) - before) : 0);
                assertEquals(Math.round(mixed) / 255.0, base.getAt(x, y, 0).get(), 1e-6, x + ", " + y);
                assertEquals(painted ? 1 : 0, Starter.seen.mask().getAt(x, y).get(), "the mask is not faded");
            }
    }

    @Test
    void theRecordNamesTheSketchAndRepeatsIt() {
        final ImagePlus imp = sketched(TestImages.RGB);
        Delivery.deliver(paint(imp, "sketch", "painted", "mask", "painted", "transparency", "25"));
        final Layer made = Layer.of(imp).get(1);
        final Map<String, String> facts = made.provenance().facts();
        assertEquals("painted", facts.get("sketch"));
        assertEquals(64, facts.get("sketch sha256").length());
        assertTrue(made.macro().contains("transparency=25 mask=painted sketch=painted"), made.macro());
        final InpaintResult again = LayerReplay.of(imp, made).paint(Progress.NONE);
        assertEquals(List.of(), again.notes());
        assertEquals(made.provenance().patchSha256(), again.candidates().get(0).provenance().patchSha256());
        final SketchSession session = SketchSession.begin(imp);
        session.copy().getProcessor().set(12, 9, 0x123456);
        session.done();
        final Layer below = Layer.of(imp).get(0);
        assertEquals(List.of("The sketch 'painted' has changed since the layer was made from it, so the result will "
                + "differ."), LayerReplay.of(imp, below).paint(Progress.NONE).notes());
        Layer.of(imp).get(1).discard();
        assertEquals("The layer was started from the sketch 'painted', which is not here: it was taken off the image, "
                + "so the layer cannot be repeated.",
                assertThrows(InpaintException.class, () -> LayerReplay.of(imp, below)).getMessage());
    }

    @Test
    void aSketchOverAVisibleResultIsSeen() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp);
        final ImagePlus flat = LayerFlattener.flatten(imp, false);
        imp.deleteRoi();
        sketch(imp);
        final InpaintResult result = paint(imp, "sketch", "painted", "area", "whole", "tone", "full");
        assertEquals(List.of(), result.notes());
        for (int y = 0; y < 12; y++)
            for (int x = 0; x < 16; x++) {
                final int seen = flat.getProcessor().get(x, y);
                final boolean painted = x >= 4 && x < 7 && y >= 3 && y < 6;
                assertEquals(seen / 255f, Starter.seen.pixels().getAt(x, y, 0).get(), 1e-6);
                assertEquals((painted ? seen ^ 0x15 : seen) / 255f, Starter.seen.base().getAt(x, y, 0).get(), 1e-6);
            }
        // without the command, what is painted below a visible layer is told
        imp.getProcessor().set(7, 5, imp.getProcessor().get(7, 5) ^ 3);
        assertTrue(String.join(" ", paint(imp, "sketch", "painted").notes()).contains("it covers the change"));
    }

    @Test
    void theSelectionGoesBeforeWhatIsPainted() {
        final ImagePlus imp = sketched(TestImages.GRAY8);
        assertEquals("painted", paint(imp, "sketch", "painted").candidates().get(0).provenance().mask());
        imp.setRoi(2, 2, 8, 8);
        final InpaintResult result = paint(imp, "sketch", "painted");
        assertEquals("selection", result.candidates().get(0).provenance().mask());
        assertEquals(64, count(result));
        assertEquals(9, count(paint(imp, "mask", "painted")), "the mask alone");
        assertEquals(Optional.empty(), Optional.ofNullable(Starter.seen.inputs().get(SceneInput.BASE)));
        imp.deleteRoi();
        assertEquals(192, count(InpaintJob.picture(imp, request("sketch", "painted")).paint(Progress.NONE)));
        assertTrue(Starter.seen.inputs().containsKey(SceneInput.BASE), "image to image");
    }

    private static int count(final InpaintResult result) {
        int count = 0;
        for (final boolean one : result.candidates().get(0).painted())
            count += one ? 1 : 0;
        return count;
    }

    @Test
    void anEngineThatStartsFromNothingSaysSo() {
        final ImagePlus imp = sketched(TestImages.GRAY8);
        final InpaintResult result = InpaintJob.of(imp, InpaintJobs.request("sketch", "painted", "transparency", "9"))
                .paint(Progress.NONE);
        assertEquals(List.of("The keys transparency and sketch have no effect with the engine 'noise'."),
                result.notes());
        assertEquals(9, count(result), "but where it is painted counts");
        assertFalse(result.candidates().get(0).provenance().facts().containsKey("sketch"));
        imp.setRoi(2, 2, 8, 8);
        assertEquals(List.of("The sketch on 'gray8.tif' was not seen by the engine: 'noise' does not start from "
                + "pictures; mask=painted repaints what it covers."),
                InpaintJob.of(imp, InpaintJobs.request()).paint(Progress.NONE).notes());
        assertEquals(List.of("The sketch on 'gray8.tif' was not seen by the engine: give sketch=painted to start from "
                + "it, or mask=painted to repaint what it covers."), paint(imp).notes());
        Layer.of(imp).get(0).hide();
        assertEquals(List.of(), paint(imp).notes());
        assertEquals(List.of("The key transparency has no effect with no sketch."),
                paint(imp, "transparency", "9").notes());
    }

    @Test
    void resultsAreNotCoveredByTheSketch() {
        for (final String target : List.of("inplace", "image", "slice")) {
            final ImagePlus imp = sketched(TestImages.GRAY8);
            final int before = imp.getProcessor().get(5, 4);
            final ImagePlus out = Delivery.deliver(paint(imp, "sketch", "painted", "target", target));
            final int plane = out.getStackSize();
            assertEquals(before ^ 0x15, out.getStack().getProcessor(plane).get(5, 4), 1, target);
            final Layer sketch = Layer.of(out).get(0);
            assertTrue(sketch.isSketch() && (!sketch.visible() || target.equals("slice")), target);
        }
    }

    @Test
    void allLayersAtOnceAreThoseThatWereMade() {
        final ImagePlus imp = sketched(TestImages.GRAY8);
        assertThrows(InpaintException.class,
                () -> LayerActions.run(imp, LayerActions.Action.ACCEPT, 0, job -> {}));
        Delivery.deliver(paint(imp, "sketch", "painted"));
        LayerActions.run(imp, LayerActions.Action.ACCEPT, 0, job -> {});
        assertEquals(1, Layer.of(imp).size());
        assertTrue(Layer.of(imp).get(0).isSketch());
        assertEquals("A sketch was painted by hand, so it cannot be made again: Sketch... goes on with it.",
                assertThrows(InpaintException.class,
                        () -> LayerActions.run(imp, LayerActions.Action.REPEAT, 1, job -> {})).getMessage());
    }
}
