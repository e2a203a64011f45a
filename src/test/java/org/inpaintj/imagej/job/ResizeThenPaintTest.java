package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ColorProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.diffusion.DiffusionParameters;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.inpaint.resize.SamplesResizer;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.ResizeMode;

/** Image to image whose result has a size of its own, with an engine that tells what it was shown. */
class ResizeThenPaintTest {

    /** Gives back what it was shown. */
    private static class Mirror implements Engine {

        private final boolean unscaled;
        private Scene scene;
        private Request request;

        Mirror(final boolean unscaled) {
            this.unscaled = unscaled;
        }

        @Override
        public String id() {
            return unscaled ? "mirror" : "flat";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of("Mirror", Trait.PROMPT, Trait.STARTS_FROM_ORIGINAL, Trait.WHOLE_IMAGES);
        }

        @Override
        public boolean takes(final SceneInput.Kind kind) {
            return unscaled && kind == SceneInput.Kind.UNSCALED;
        }

        @Override
        public Class<DiffusionParameters> parameters() {
            return DiffusionParameters.class;
        }

        @Override
        public Result run(final Request asked, final Scene shown, final Progress progress) {
            scene = shown;
            request = asked;
            final List<Result.Candidate> made = new ArrayList<>();
            for (int k = 0; k < asked.candidates(); k++)
                made.add(candidate(asked, k));
            return new Result(made, List.of(), Map.of());
        }

        private Result.Candidate candidate(final Request asked, final int k) {
            final Plane white = Plane.filled(1, scene.width(), scene.height());
            return asked.own(DiffusionParameters.class).strength() == 0
                    ? new Result.Candidate(asked.seed() + k, scene.pixels()).asUnchanged()
                    : new Result.Candidate(asked.seed() + k, Plane.image(List.of(white, white, white)));
        }
    }

    private static final Mirror MIRROR = new Mirror(true);

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all(MIRROR, new Mirror(false));

    private static ImageToImageRequest request(final String... keysAndValues) {
        final Map<String, String> values = new HashMap<>(Map.of("engine", "mirror", "seed", "3", "strength", "0"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        return ImageToImageRequest.keys().parse(values);
    }

    private static InpaintResult paint(final ImagePlus imp, final String... keysAndValues) {
        return new ResizeThenPaint(imp, request(keysAndValues)).paint(Progress.NONE, made -> {});
    }

    private static ImagePlus change(final ImagePlus imp, final String... keysAndValues) {
        return Delivery.deliver(paint(imp, keysAndValues));
    }

    private static String failure(final ImagePlus imp, final String... keysAndValues) {
        return assertThrows(InpaintException.class, () -> paint(imp, keysAndValues)).getMessage();
    }

    /** With a strength of 0 the resized picture is what comes back, for every kind of image; the original stays. */
    @ParameterizedTest
    @EnumSource(TestImages.class)
    void everyImageIsResizedInItsOwnType(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        imp.deleteRoi();
        final ImageState before = new ImageState(imp);
        final StackPosition shown = StackPosition.shown(imp);
        final ImageSource source = new ImageSource(imp, shown);
        for (final String mode : List.of("just", "crop", "fill")) {
            final ImagePlus made = change(imp, "resize", mode, "width", "21", "height", "11");
            assertNotSame(imp, made);
            before.assertSamplesUntouched(mode);
            before.assertRestUntouched(mode);
            assertEquals(List.of(21, 11, imp.getNChannels(), 1, 1), List.of(made.getWidth(), made.getHeight(),
                    made.getNChannels(), made.getNSlices(), made.getNFrames()));
            assertEquals(imp.getBitDepth(), made.getBitDepth());
            final Samples wanted = new SamplesResizer(ResizeMode.valueOf(mode.toUpperCase()), 21, 11, Optional.empty())
                    .resize(new Samples(ImageJTypes.of(imp), 16, 12, source.planes()), source.info().palette(),
                            Progress.NONE);
            final ImageSource result = new ImageSource(made, new StackPosition(1, 1));
            for (int c = 0; c < wanted.channels(); c++)
                assertArrayEquals(wanted.values(c),
                        new Samples(ImageJTypes.of(made), 21, 11, result.planes()).values(c));
            assertEquals(source.info().display(), result.info().display());
            assertTrue(made.getInfoProperty().contains("\"resize from\": \"16 x 12\""), made.getInfoProperty());
        }
    }

    @Test
    void calibrationAndOverlayMoveAlongAndLayersAreSeen() {
        final ImagePlus imp = new ImagePlus("street.png", new ColorProcessor(40, 20));
        final Calibration calibration = imp.getCalibration();
        calibration.pixelWidth = calibration.pixelHeight = 0.5;
        calibration.xOrigin = 10;
        imp.setRoi(4, 4, 8, 8);
        InpaintJobs.deliver(imp, "blur", "0");
        imp.getOverlay().add(new Roi(10, 5, 20, 10));
        imp.deleteRoi();
        final ImagePlus made = change(imp, "resize", "crop", "width", "80", "height", "80");
        assertEquals("street-inpainted", made.getTitle());
        assertEquals(0.125, made.getCalibration().pixelWidth, 1e-12);
        assertEquals(-40 + 4 * 10, made.getCalibration().xOrigin, 1e-12);
        final Overlay overlay = made.getOverlay();
        assertEquals(1, overlay.size(), "the layer is in the samples");
        assertEquals(new java.awt.Rectangle(0, 20, 80, 40), overlay.get(0).getBounds());
        final ImagePlus flat = LayerFlattener.flatten(imp.duplicate(), false);
        flat.setOverlay((Overlay) null);
        assertArrayEquals((int[]) change(flat, "resize", "crop", "width", "80", "height", "80").getProcessor()
                .getPixels(), (int[]) made.getProcessor().getPixels(), "what is seen");
        assertTrue((made.getProcessor().get(2, 30) & 0xffffff) != 0, "noise");
        assertEquals(0, made.getProcessor().get(60, 60) & 0xffffff);
        assertEquals(1, Layer.of(imp).size());
    }

    @Test
    void ofAStackTheShownPositionIsTaken() {
        final ImagePlus imp = TestImages.HYPER16.make(16, 12, new SplittableRandom(2));
        imp.setPosition(1, 2, 1);
        final Overlay overlay = new Overlay();
        final Roi here = new Roi(2, 2, 4, 4), elsewhere = new Roi(3, 3, 4, 4);
        here.setPosition(0, 2, 1);
        elsewhere.setPosition(0, 1, 1);
        overlay.add(here);
        overlay.add(elsewhere);
        imp.setOverlay(overlay);
        final InpaintResult result = paint(imp, "resize", "just", "scale", "2");
        assertTrue(result.notes().contains("Only the slice shown of 'hyper16.tif' was resized, as an image of its "
                + "own."), result.notes().toString());
        final ImagePlus made = Delivery.deliver(result);
        assertEquals(3, made.getStackSize());
        assertEquals(1, made.getOverlay().size());
        assertEquals(new java.awt.Rectangle(4, 4, 8, 8), made.getOverlay().get(0).getBounds());
    }

    @Test
    void theEngineWorksAtTheSizeOfTheResult() {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        imp.setRoi(4, 4, 5, 5);
        final InpaintResult result = paint(imp, "resize", "fill", "scale", "1.7", "strength", "1", "candidates", "2");
        assertEquals(List.of(27, 20), List.of(MIRROR.scene.width(), MIRROR.scene.height()));
        assertEquals(List.of(27, 20), List.of(MIRROR.request.width(), MIRROR.request.height()));
        assertTrue(result.notes().contains("The selection has no effect with resize=fill: the whole picture is resized "
                + "and changed."), result.notes().toString());
        assertFalse(MIRROR.scene.inputs().containsKey(SceneInput.UNSCALED));
        final ImagePlus made = Delivery.deliver(result);
        assertEquals(0xffffffff, made.getProcessor().get(13, 10), "white");
        assertEquals(1, Layer.of(made).size(), "the second candidate");
        final Provenance record = result.candidates().get(0).provenance();
        assertEquals("fill", record.facts().get("resize"));
        assertEquals("27", record.request().get("width"));
        assertTrue(record.macro().startsWith("run(\"Image to Image...\", \""), record.macro());
    }

    @Test
    void ofWidthAndHeightOneFollowsTheOther() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        assertEquals(24, change(imp, "resize", "crop", "width", "32").getHeight());
        assertEquals(8, change(imp, "resize", "just", "height", "6").getWidth());
    }

    @Test
    void latentsAreOfThePictureAsItWas() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        imp.deleteRoi();
        final ImagePlus made = change(imp, "resize", "latent", "scale", "2", "tone", "full");
        final RandomAccessibleInterval<FloatType> unscaled = MIRROR.scene.inputs().get(SceneInput.UNSCALED);
        assertArrayEquals(new long[] { 16, 12, 3 }, unscaled.dimensionsAsLongArray());
        final float[] seen = Plane.of(unscaled, 1).values();
        for (int i = 0; i < seen.length; i++)
            assertEquals(imp.getProcessor().get(i) / 65535f, seen[i], 1e-6f);
        assertArrayEquals((short[]) change(imp, "resize", "just", "scale", "2").getProcessor().getPixels(),
                (short[]) made.getProcessor().getPixels(), "with a strength of 0 the stretched picture is shown");
    }

    /** What is painted over a picture is resized with it. */
    @Test
    void aSketchIsAPartOfThePicture(@TempDir final Path folder) {
        final ImagePlus imp = new ImagePlus("plain", new ColorProcessor(20, 10)),
                painted = new ImagePlus("painted", new ColorProcessor(20, 10));
        painted.getProcessor().set(5, 4, 0xffff0000);
        final String file = folder.resolve("painted.tif").toString();
        new FileSaver(painted).saveAsTiff(file);
        final InpaintResult result = paint(imp, "resize", "just", "scale", "2", "upscaler", "nearest", "sketch", file);
        assertEquals("painted.tif", result.candidates().get(0).provenance().facts().get("sketch"));
        final ImagePlus made = Delivery.deliver(result);
        for (int i = 0; i < 40 * 20; i++)
            assertEquals(i % 40 / 2 == 5 && i / 40 / 2 == 4 ? 0xff0000 : 0, made.getProcessor().get(i) & 0xffffff,
                    "at " + i);
        assertEquals("The picture that strength_map names has the size of the image, and with resize the result has "
                + "another: resize the image alone first, with strength=0.", failure(imp, "resize", "just", "scale",
                        "2", "strength_map", file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "scale=2 width=10 | resize takes a scale, or a width and a height, not both: leave one of them at 0.",
        "prompt=a         | resize=just does not say how large the result is to be: give a scale, or a width and a "
                + "height.",
        "scale=0.01       | The result would be 0 x 0 px, and its sides must be from 1 to 16384 px: give another "
                + "scale.",
        "width=16384 upscaler=lanczoz | There is no upscaler 'lanczoz': did you mean 'lanczos'?",
        "scale=2 target=inplace | With resize the result is a new image of another size, so it cannot go where "
                + "target=inplace says: leave the target out, or take image.",
        "scale=2 engine=flat resize=latent | resize=latent stretches the latents of a diffusion model, and the engine "
                + "'flat' has none: take just, crop or fill.",
        "scale=2 engine=patch | The engine 'patch' only repaints selections: leave the engine to auto and name a "
                + "model." })
    void badInputIsSaidAndNothingIsMade(final String line, final String message) {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        final List<String> words = new ArrayList<>(List.of("resize", "just"));
        for (final String word : line.strip().split(" +"))
            words.addAll(List.of(word.split("=")));
        assertEquals(message, failure(imp, words.toArray(String[]::new)));
    }

    @Test
    void aResultTooLargeIsRefusedBeforeAnythingIsAllocated() {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        assertEquals("The value of 'scale' must be from 0 to 16, not 17.", assertThrows(InpaintException.class,
                () -> request("resize", "just", "scale", "17")).getMessage());
        assertTrue(failure(new ImagePlus("wide", new ColorProcessor(2000, 2)), "resize", "just", "scale", "16")
                .startsWith("The result would be 32000 x 32 px"));
        assertTrue(failure(imp, "resize", "just", "width", "16384", "height", "16384").contains("may use"));
        assertEquals("There is no image: open the one that is to be changed.", failure(null, "resize", "just"));
    }

    @Test
    void withoutResizeItsKeysAreNamed() {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        final InpaintResult result = InpaintJob.picture(imp, request("scale", "2", "upscaler", "lanczos"))
                .paint(Progress.NONE);
        assertTrue(result.notes().containsAll(List.of("The key scale has no effect with resize=none.",
                "The key upscaler has no effect with resize=none.")), result.notes().toString());
        final List<String> smaller = paint(imp, "resize", "just", "scale", "0.5", "upscaler", "lanczos").notes();
        assertTrue(smaller.contains("The key upscaler has no effect with a result that is not larger."),
                smaller.toString());
    }

    @Test
    void anUpscalerEnlarges() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final InpaintResult result = paint(imp, "resize", "just", "scale", "2", "upscaler", "nearest");
        assertEquals("nearest", result.candidates().get(0).provenance().facts().get("upscaler"));
        final ImagePlus made = Delivery.deliver(result);
        for (int y = 0; y < 24; y++)
            for (int x = 0; x < 32; x++)
                assertEquals(imp.getProcessor().get(x / 2, y / 2), made.getProcessor().get(x, y));
    }
}
