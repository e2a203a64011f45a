package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.StrengthMapReader;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.repair.RepairRequest;

/** The key {@code strength_map} with ImageJ's images. */
class StrengthMapTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final int WIDTH = 48, HEIGHT = 32;
    private static final String MODEL = ModelFixture.of("sd15").folder().toString();

    @TempDir
    private Path folder;

    private static ImagePlus image() {
        final ShortProcessor ip = new ShortProcessor(WIDTH, HEIGHT);
        final Random random = new Random(8);
        for (int i = 0; i < ip.getPixelCount(); i++)
            ip.set(i, 3000 + random.nextInt(2000));
        return new ImagePlus("image", ip);
    }

    /** Black on the left, grey, and white on the right. */
    private static ImageProcessor map(final ImageProcessor ip, final double white) {
        for (int i = 0; i < ip.getPixelCount(); i++) {
            final double value = white * Math.min(2, i % WIDTH / 16) / 2;
            if (ip instanceof ColorProcessor)
                ip.set(i, (int) value * 0x10101);
            else
                ip.setf(i, (float) (ip instanceof FloatProcessor ? value : (int) value));
        }
        return ip;
    }

    private static ImageProcessor map(final int depth) {
        return switch (depth) {
            case 8 -> map(new ByteProcessor(WIDTH, HEIGHT), 255);
            case 16 -> map(new ShortProcessor(WIDTH, HEIGHT), 65535);
            case 24 -> map(new ColorProcessor(WIDTH, HEIGHT), 255);
            default -> map(new FloatProcessor(WIDTH, HEIGHT), 1);
        };
    }

    private String file(final String name, final ImageProcessor ip) {
        final String path = folder.resolve(name).toString();
        assertTrue(new FileSaver(new ImagePlus(name, ip)).saveAsTiff(path));
        return path;
    }

    private static Request request(final String... more) {
        Request request = InpaintJobs.request("engine", "diffusion", "model", MODEL, "steps", "3", "device", "cpu",
                "prompt", "a cell", "blur", "0");
        for (int i = 0; i < more.length; i += 2)
            request = request.with(more[i], more[i + 1]);
        return request;
    }

    private static void checkBlack(final ImagePlus before, final ImagePlus after) {
        int changed = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (i % WIDTH < 16)
                assertEquals(before.getProcessor().get(i), after.getProcessor().get(i));
            else
                changed += before.getProcessor().get(i) == after.getProcessor().get(i) ? 0 : 1;
        assertTrue(changed > 500, "changed " + changed);
    }

    @ParameterizedTest
    @ValueSource(ints = { 8, 16, 24, 32 })
    void mapsOfAnyDepthSayTheSame(final int depth) {
        final Plane map = StrengthMapReader.of(file("map.tif", map(depth)), image());
        final float[] wanted = { 0, depth == 16 ? 32767f / 65535 : depth == 32 ? 0.5f : 127f / 255, 1 };
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            assertEquals(wanted[i % WIDTH / 16], map.values()[i], 1e-6f);
        // never labels, as a mask without white would be
        final ImageProcessor dark = new ByteProcessor(WIDTH, HEIGHT);
        dark.setf(5, 51);
        assertEquals(0.2f, StrengthMapReader.of(file("dark.tif", dark), image()).values()[5], 1e-6f);
    }

    @Test
    void blackStaysInAnImageAndInASelection() {
        final String map = file("map.tif", map(8));
        final ImagePlus imp = image();
        checkBlack(imp, Delivery.deliver(InpaintJob.picture(imp, request("strength_map", map, "target", "image"))
                .paint(Progress.NONE)));
        final ImagePlus selected = image();
        selected.setRoi(0, 0, WIDTH, HEIGHT);
        final ImagePlus made = Delivery.deliver(InpaintJob.of(selected, request("strength_map", map, "target", "image"))
                .paint(Progress.NONE));
        checkBlack(image(), made);
        assertTrue(made.getInfoProperty().contains("\"strength_map\": \"map.tif\""), made.getInfoProperty());
        assertTrue(made.getInfoProperty().contains("\"strength_map_sha256\": \""), made.getInfoProperty());
    }

    /** It is taken when the job is made. */
    @Test
    void theMapMayChangeMeanwhile() {
        final ImagePlus imp = image();
        final String path = file("map.tif", map(32));
        final InpaintJob job = InpaintJob.picture(imp, request("strength_map", path, "target", "image"));
        assertTrue(new File(path).delete());
        checkBlack(imp, Delivery.deliver(job.paint(Progress.NONE)));
    }

    @Test
    void eachRegionOfARepairHasItsStrengths() {
        final ImagePlus imp = image();
        final Overlay overlay = new Overlay(new Roi(2, 4, 10, 20));
        overlay.add(new Roi(10, 4, 30, 20));
        imp.setOverlay(overlay);
        final RepairRequest repair = RegionBatchTest.repair("engine", "diffusion", "model", MODEL, "steps", "3",
                "device", "cpu", "prompt", "a cell", "strength_map", file("map.tif", map(8)));
        final InpaintResult made =
                RegionBatch.of(imp, repair.regions(), repair.request()).paint(Progress.NONE, r -> { });
        assertTrue(made.notes().contains("1 of 2 regions lie where the strength map is black, and stay as they are."),
                made.notes().toString());
        assertEquals(1, made.candidates().size());
        assertEquals(new Box(16, 4, 24, 20), made.candidates().get(0).box());
        overlay.remove(1);
        assertEquals("The strength map is black in all of the regions found in 'image', so nothing would change: make "
                + "it brighter there.", assertThrows(InpaintException.class,
                        () -> RegionBatch.of(imp, repair.regions(), repair.request())).getMessage());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        final ImagePlus imp = image();
        assertEquals("The strength map 'small.tif' is 8 x 8 pixels and 'image' is 48 x 32: they must be of the same "
                + "size.", refused(imp, "strength_map", file("small.tif", new ByteProcessor(8, 8))));
        assertEquals("The strength map 'nowhere.tif' is neither an open image nor a file: give the title of an image "
                + "or the path of a file.", refused(imp, "strength_map", "nowhere.tif"));
        final FloatProcessor far = new FloatProcessor(WIDTH, HEIGHT);
        far.setf(7, -0.5f);
        assertEquals("The strength map 'far.tif' holds the value -0.5: in a 32-bit map, values go from 0 (black, "
                + "changes nothing) to 1 (white, changes as far as strength says).",
                refused(imp, "strength_map", file("far.tif", far)));
        assertTrue(refused(imp, "strength_map", file("black.tif", new ByteProcessor(WIDTH, HEIGHT)))
                .startsWith("The strength map is black wherever 'image' is to be changed"));
    }

    private static String refused(final ImagePlus imp, final String... keysAndValues) {
        return assertThrows(InpaintException.class,
                () -> InpaintJob.picture(imp, request(keysAndValues)).paint(Progress.NONE)).getMessage();
    }

    /** An engine that takes none does not even look for it, and says so. */
    @Test
    void otherEnginesNameTheKey() {
        final ImagePlus imp = image();
        imp.setRoi(10, 4, 20, 20);
        assertTrue(InpaintJobs.paint(imp, "engine", "patch", "strength_map", "nowhere.tif").notes().contains(
                "The key strength_map has no effect with the engine 'patch'."));
    }

    /** The greys of a mask stay with the layer; a file is not opened for a record, which may be anybody's. */
    @Test
    void aLayerIsMadeAgainFromItsOwnGreysOnly() {
        RecentModels.remember(MODEL);
        final ImagePlus imp = image();
        final String map = file("map.tif", map(8));
        Delivery.deliver(InpaintJob.of(imp, request("mask", map, "strength_map", "selection", "soft", "true", "blur",
                "2")).paint(Progress.NONE));
        final Layer layer = Layer.of(imp).get(0);
        final InpaintResult again = LayerReplay.of(imp, layer).paint(Progress.NONE);
        assertEquals(List.of(), again.notes());
        assertEquals(layer.provenance().patchSha256(), again.candidates().get(0).provenance().patchSha256());
        final ImagePlus other = image();
        Delivery.deliver(InpaintJob.of(other, request("mask", map, "strength_map", map)).paint(Progress.NONE));
        assertEquals("The record of the layer names the strength map 'map.tif', which is not opened for it: take the "
                + "record's macro line and name the map yourself.", assertThrows(InpaintException.class,
                        () -> LayerReplay.of(other, Layer.of(other).get(0))).getMessage());
    }
}
