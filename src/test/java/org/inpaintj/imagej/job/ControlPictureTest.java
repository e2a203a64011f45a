package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.ControlPictureReader;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.model.folder.ModelFixture;

/** The pictures of ControlNets with ImageJ's images. */
class ControlPictureTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final int WIDTH = 64, HEIGHT = 48;
    private static final Path MODEL = ModelFixture.of("controlnet").folder();
    private static final String NET = MODEL.resolve("controls/scaled.onnx").toString();

    @TempDir
    private Path folder;

    private static ImagePlus image() {
        final ColorProcessor ip = new ColorProcessor(WIDTH, HEIGHT);
        final Random random = new Random(8);
        for (int i = 0; i < ip.getPixelCount(); i++)
            ip.set(i, random.nextInt(1 << 24));
        return new ImagePlus("image", ip);
    }

    private String file(final String name, final ImagePlus imp) {
        final String path = folder.resolve(name).toString();
        assertTrue(new FileSaver(imp).saveAsTiff(path));
        return path;
    }

    private static Request request(final String... more) {
        Request request = InpaintJobs.request("engine", "diffusion", "model", MODEL.toString(), "steps", "2", "device",
                "cpu", "prompt", "a cell", "blur", "0", "controlnet", NET);
        for (int i = 0; i < more.length; i += 2)
            request = request.with(more[i], more[i + 1]);
        return request;
    }

    private static Map<String, RandomAccessibleInterval<FloatType>> stages(final InpaintJob job) {
        final Map<String, RandomAccessibleInterval<FloatType>> stages = new HashMap<>();
        job.paint(Progress.NONE, stages::put);
        return stages;
    }

    @Test
    void picturesOfAnyDepthAreTakenAsTheyAreShown() {
        final ByteProcessor bytes = new ByteProcessor(3, 2);
        bytes.set(1, 51);
        for (final Plane plane : ControlPictureReader.of(file("bytes.tif", new ImagePlus("bytes", bytes)), null))
            assertTrue(Arrays.equals(new float[] { 0, 0.2f, 0, 0, 0, 0 }, plane.values()));
        final ShortProcessor shorts = new ShortProcessor(3, 2);
        shorts.set(1, 3000);
        shorts.setMinAndMax(0, 6000);
        final ImagePlus shown = new ImagePlus("shorts", shorts);
        shown.setDisplayRange(0, 6000);
        assertEquals(0.5, ControlPictureReader.of(file("shorts.tif", shown), null).get(0).values()[1], 0.01);
        final ColorProcessor colours = new ColorProcessor(2, 1);
        colours.set(0, 0xff8000);
        final List<Plane> planes = ControlPictureReader.of(file("rgb.tif", new ImagePlus("rgb", colours)), null);
        assertEquals(List.of(1f, 128 / 255f, 0f), planes.stream().map(p -> p.values()[0]).toList());
    }

    @Test
    void aPictureOfAnotherSizeIsResizedAndSaid() {
        final ImagePlus large = new ImagePlus("large", image().getProcessor().resize(2 * WIDTH, 2 * HEIGHT));
        final String path = file("large.tif", large);
        final InpaintJob job = InpaintJob.picture(image(), request("control", path));
        assertTrue(job.notes().contains("The control picture 1 of 128 x 96 px was resized to the 64 x 48 px of the "
                + "image."), job.notes().toString());
        assertEquals(WIDTH, stages(job).get("control").dimension(0));
        assertFalse(InpaintJob.picture(image(), request("control", file("same.tif", image()))).notes().toString()
                .contains("resized"));
    }

    /** It is taken when the job is made, for images of a prompt alone as well. */
    @Test
    void anImageOfAPromptSeesIt() {
        final String path = file("large.tif", image());
        final InpaintJob job = InpaintJob.blank(request("control", path, "width", "64", "height", "64"));
        assertTrue(new File(path).delete());
        assertTrue(stages(job).containsKey("control"));
        assertTrue(job.notes().toString().contains("was resized to the 64 x 64 px"));
    }

    @Test
    void aResizedImageSeesItAtItsNewSize() {
        final String path = file("same.tif", image());
        final ResizeThenPaint job = new ResizeThenPaint(image(), ImageToImageRequest.keys().parse(Map.of("engine",
                "diffusion", "model", MODEL.toString(), "steps", "2", "device", "cpu", "prompt", "a", "resize", "just",
                "scale", "1.5", "control", path, "controlnet", NET)));
        final Map<String, RandomAccessibleInterval<FloatType>> stages = new HashMap<>();
        job.paint(Progress.NONE, stages::put);
        assertEquals(stages.get("scene").dimension(0), stages.get("control").dimension(0));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertEquals("The control picture 'nowhere.png' is neither an open image nor a file: give the title of an "
                + "image, the path of a file, or shown for the picture that is changed.",
                assertThrows(InpaintException.class, () -> InpaintJob.picture(image(), request("control",
                        "nowhere.png"))).getMessage());
        // another engine has no use for it, and says so
        assertTrue(InpaintJobs.paint(selected(), "engine", "patch", "control", "nowhere.png").notes().toString()
                .contains("with the engine 'patch'"));
    }

    private static ImagePlus selected() {
        final ImagePlus imp = image();
        imp.setRoi(10, 10, 20, 16);
        return imp;
    }

    /** A record may have come from anybody, so no picture of it is opened. */
    @Test
    void aLayerIsMadeAgainFromWhatIsShownAlone() {
        final ImagePlus imp = selected();
        Delivery.deliver(InpaintJob.of(imp, request("control", "shown", "preprocessor", "inpaint"))
                .paint(Progress.NONE));
        final Layer layer = Layer.of(imp).get(0);
        RecentModels.remember(MODEL.toString());
        RecentModels.remember(NET);
        final InpaintJob again = LayerReplay.of(imp, layer);
        assertEquals(layer.patch().provenance().facts().get("control_sha256"), again.paint(Progress.NONE).candidates()
                .get(0).provenance().facts().get("control_sha256"));
        final ImagePlus other = selected();
        Delivery.deliver(InpaintJob.of(other, request("control", file("same.tif", image()))).paint(Progress.NONE));
        assertTrue(assertThrows(InpaintException.class, () -> LayerReplay.of(other, Layer.of(other).get(0)))
                .getMessage().contains("names the control picture 'same.tif', which is not opened for it"));
    }
}
