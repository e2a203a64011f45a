package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.DiffusionParameters;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;

/** Pictures that are changed everywhere, and images from nothing, with an engine that turns black into white. */
class WholeImageTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all(new Negative());

    /** 1 - v; a text becomes the seed's tone. */
    private static final class Negative implements Engine {

        @Override
        public String id() {
            return "negative";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of("Negative", Trait.PROMPT, Trait.STARTS_FROM_ORIGINAL, Trait.WHOLE_IMAGES);
        }

        @Override
        public int defaultSize(final Request request) {
            return 24;
        }

        @Override
        public Class<DiffusionParameters> parameters() {
            return DiffusionParameters.class;
        }

        @Override
        public Result run(final Request request, final Scene scene, final Progress progress) {
            final List<Result.Candidate> candidates = new ArrayList<>();
            for (int k = 0; k < request.candidates(); k++) {
                final float[] out = new float[scene.width() * scene.height() * 3];
                final Cursor<FloatType> in = Views.flatIterable(scene.pixels()).cursor();
                for (int i = 0; i < out.length; i++) {
                    final float v = in.next().get();
                    out[i] = scene.task() == Task.TEXT_TO_IMAGE ? (request.seed() + k) / 255f : 1 - v;
                }
                final Result.Candidate made = new Result.Candidate(request.seed() + k,
                        ArrayImgs.floats(out, scene.width(), scene.height(), 3));
                candidates.add(request.own(DiffusionParameters.class).strength() == 0 ? made.asUnchanged() : made);
            }
            return new Result(candidates, List.of(), Map.of());
        }
    }

    private static Request request(final String key, final String value) {
        return InpaintJobs.request("engine", "negative", "tone", "full", key, value);
    }

    private static ImagePlus change(final ImagePlus imp, final String key, final String value) {
        return Delivery.deliver(InpaintJob.picture(imp, request(key, value)).paint(Progress.NONE));
    }

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void everyTypeKeepsItsTypeAndItsOtherPlanes(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        imp.deleteRoi();
        final String before = InpaintJobs.digest(imp);
        assertSame(imp, change(imp, "target", "layer"));
        assertEquals(before, InpaintJobs.digest(imp), "a layer changes no sample");
        final Layer layer = Layer.of(imp).get(0);
        assertEquals("image-to-image", layer.provenance().task());
        assertEquals("whole image", layer.provenance().mask());
        assertTrue(layer.macro().startsWith("run(\"Image to Image...\", "), layer.macro());
        assertEquals(imp.getWidth() * imp.getHeight(), layer.patch().painted().length);
        layer.hide();
        final ImagePlus made = change(imp, "target", "image");
        assertEquals(imp.getBitDepth(), made.getBitDepth());
        assertEquals(kind.isVirtual() ? imp.getNChannels() : imp.getStackSize(), made.getStackSize());
        assertNotEquals(before, InpaintJobs.digest(made));
        final InpaintResult again = LayerReplay.of(imp, layer).paint(Progress.NONE);
        assertEquals(List.of(), again.notes().stream().filter(note -> !note.endsWith("like NaN.")).toList());
        assertEquals(layer.provenance().patchSha256(), again.candidates().get(0).provenance().patchSha256());
    }

    @Test
    void sixteenBitsAreChangedAtFullDepth() {
        final ImagePlus imp = IJ.createImage("ramp", "16-bit ramp", 64, 4, 1);
        final ImageProcessor before = imp.getProcessor(), after = change(imp, "target", "image").getProcessor();
        for (int i = 0; i < before.getPixelCount(); i++)
            assertEquals(65535 - before.get(i), after.get(i), 40, "at " + i);
    }

    /** Grey levels are fitted to those that are there; colours are taken as they come. */
    @Test
    void aPictureOfOneValueSaysThatItStaysSo() {
        final ImagePlus imp = IJ.createImage("flat", "16-bit black", 20, 10, 1);
        imp.getProcessor().add(250);
        final String note = "All samples of 'flat' that the result is fitted to have one value, so it has hardly "
                + "another: take a larger area, or convert the image to RGB.";
        assertEquals(List.of(note), InpaintJob.picture(imp, request("target", "layer")).paint(Progress.NONE).notes());
        imp.getProcessor().set(1, 1, 40000);
        assertEquals(List.of(), InpaintJob.picture(imp, request("target", "layer")).paint(Progress.NONE).notes());
        final ImagePlus rgb = IJ.createImage("flat", "rgb black", 20, 10, 1);
        assertEquals(List.of(), InpaintJob.picture(rgb, request("target", "layer")).paint(Progress.NONE).notes());
        assertEquals(0xffffff, change(rgb, "target", "image").getProcessor().get(0) & 0xffffff);
    }

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void withoutStrengthNotABitChanges(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        imp.deleteRoi();
        assertEquals(InpaintJobs.digest(imp), InpaintJobs.digest(change(imp, "strength", "0").duplicate()));
        final ImagePlus flat = LayerFlattener.flatten(imp, false);
        assertEquals(InpaintJobs.digest(imp), InpaintJobs.digest(flat));
    }

    @Test
    void anAreaIsChangedAloneAndAPointIsNone() {
        final ImagePlus imp = TestImages.RGB.make(40, 30, new SplittableRandom(3));
        final OvalRoi oval = new OvalRoi(8, 6, 20, 16);
        imp.setRoi(oval);
        final InpaintJob job = InpaintJob.picture(imp, request("target", "image"));
        assertEquals(new Box(8, 6, 20, 16), job.crop());
        final ImageProcessor before = imp.getProcessor(),
                after = Delivery.deliver(job.paint(Progress.NONE)).getProcessor();
        int changed = 0;
        for (int y = 0; y < 30; y++)
            for (int x = 0; x < 40; x++)
                if (!oval.contains(x, y))
                    assertEquals(before.get(x, y), after.get(x, y));
                else
                    changed += before.get(x, y) == after.get(x, y) ? 0 : 1;
        assertTrue(changed > 100, changed + " changed");
        imp.setRoi(new PointRoi(3, 3));
        assertEquals(new Box(0, 0, 40, 30), InpaintJob.picture(imp, request("target", "layer")).crop());
    }

    @Test
    void aTextBecomesAnImageWithASliceACandidate() {
        final Request asked = request("prompt", "a very long prompt, with commas, that goes on and on and on\n").with(
                "candidates", 2);
        final InpaintResult result = InpaintJob.blank(asked).paint(Progress.NONE);
        final ImagePlus made = Delivery.deliver(result);
        assertEquals("a very long prompt, with commas, that goes on...", made.getTitle());
        assertArrayEquals(new int[] { 24, 24, 1, 2, 1 }, made.getDimensions());
        assertEquals("seed 8", made.getStack().getSliceLabel(2));
        assertEquals(0x070707, made.getStack().getProcessor(1).get(5, 5) & 0xffffff);
        assertEquals(0x080808, made.getStack().getProcessor(2).get(0, 0) & 0xffffff);
        assertTrue(made.getInfoProperty().contains("generated content"));
        final Provenance provenance = result.candidates().get(0).provenance();
        assertEquals("24", provenance.request().get("width"));
        assertTrue(provenance.macro().startsWith("run(\"Text to Image...\", \"engine=negative"), provenance.macro());
        assertEquals("Untitled", InpaintJob.blank(request("width", "9")).title());
        assertArrayEquals(new int[] { 9, 24, 1, 1, 1 },
                Delivery.deliver(InpaintJob.blank(request("width", "9")).paint(Progress.NONE)).getDimensions());
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertEquals("There is no image: open the one that is to be changed.",
                assertThrows(InpaintException.class, () -> InpaintJob.picture(null, request("target", "layer")))
                .getMessage());
        assertEquals("The engine 'patch' only repaints selections: leave the engine to auto and name a model.",
                assertThrows(InpaintException.class, () -> InpaintJob.picture(InpaintJobs.image(TestImages.GRAY8),
                        InpaintJobs.request("engine", "patch"))).getMessage());
    }
}
