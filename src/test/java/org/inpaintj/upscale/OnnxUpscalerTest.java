package org.inpaintj.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;

class OnnxUpscalerTest {

    private static final ModelFixture FIXTURE = ModelFixture.of("upscalers");

    static Path file(final String name) {
        return FIXTURE.folder().resolve(name + ".onnx");
    }

    private static Upscaler upscaler(final String name, final int tile, final int overlap) {
        return Upscalers.named(file(name).toString()).with(new UpscalerOptions(tile, overlap, Device.CPU));
    }

    private static RandomAccessibleInterval<FloatType> picture(final Tensor tensor) {
        return ArrayImgs.floats(tensor.array(), tensor.size(-1), tensor.size(-2), tensor.size(-3));
    }

    private static void assertIs(final Tensor golden, final RandomAccessibleInterval<FloatType> actual,
            final double tolerance) {
        assertArrayEquals(new long[] { golden.size(-1), golden.size(-2), golden.size(-3) },
                actual.dimensionsAsLongArray());
        int i = 0;
        for (final FloatType value : Views.flatIterable(actual)) {
            assertEquals(golden.get(i), value.get(), tolerance, "at " + i);
            i++;
        }
    }

    private static RandomAccessibleInterval<FloatType> run(final Upscaler upscaler, final Tensor picture) {
        return Upscalers.run(upscaler, picture(picture), upscaler.factors().get(0), Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({ "x4,x4,whole,0,3,4", "x4,x4,tiled,12,3,4", "x2,x2,whole,0,3,2", "grey,grey,whole,0,1,2",
        "x4-half,x4,whole,0,3,4", "x4,x4,whole,64,3,4" })
    void everyFormComputesWhatPyTorchComputes(final String model, final String group, final String name, final int tile,
            final int channels, final int factor) {
        final Upscaler upscaler = upscaler(model, tile, 3);
        assertEquals(channels, upscaler.channels());
        assertEquals(List.of(factor), upscaler.factors());
        assertIs(FIXTURE.tensors().get(group + '/' + name),
                run(upscaler, FIXTURE.tensors().get(group + "/picture")), model.endsWith("half") ? 1e-3 : 2e-5);
    }

    /** Of odd sides, one more pixel is mirrored and cut off again: the rest is as without it. */
    @Test
    void unshuffledPixelsArePaddedToAMultiple() {
        final Tensor even = FIXTURE.tensors().get("x2/picture");
        final RandomAccessibleInterval<FloatType> odd = Views.interval(picture(even), new long[3],
                new long[] { 20, 16, 2 });
        final RandomAccessibleInterval<FloatType> large = Upscalers.run(upscaler("x2", 0, 3), odd, 2, Progress.NONE);
        assertArrayEquals(new long[] { 42, 34, 3 }, large.dimensionsAsLongArray());
        final RandomAccessibleInterval<FloatType> mirrored = Views.interval(Views.extendMirrorSingle(odd), new long[3],
                new long[] { 21, 17, 2 });
        final RandomAccessibleInterval<FloatType> padded =
                Upscalers.run(upscaler("x2", 0, 3), mirrored, 2, Progress.NONE);
        for (int y = 0; y < 34; y++)
            for (int x = 0; x < 42; x++)
                assertEquals(padded.getAt(x, y, 1).get(), large.getAt(x, y, 1).get());
    }

    /** A network of one size sees tiles of that size, and pictures below it mirrored. */
    @Test
    void aFixedSizeIsTiledOrPadded() {
        final Tensor rgb = FIXTURE.tensors().get("x4/picture");
        final Upscaler fixed = upscaler("x4-fixed", 192, 3);
        assertEquals(List.of(4), fixed.factors());
        assertArrayEquals(new long[] { 120, 92, 3 }, run(fixed, rgb).dimensionsAsLongArray());
        final RandomAccessibleInterval<FloatType> small = Views.interval(picture(rgb), new long[3],
                new long[] { 4, 2, 2 });
        final RandomAccessibleInterval<FloatType> large = Upscalers.run(fixed, small, 4, Progress.NONE);
        final RandomAccessibleInterval<FloatType> whole = Upscalers.run(upscaler("x4", 0, 3), Views.interval(
                Views.extendMirrorSingle(small), new long[3], new long[] { 15, 11, 2 }), 4, Progress.NONE);
        for (int i = 0; i < 20 * 12; i++)
            assertEquals(whole.getAt(i % 20, i / 20, 2).get(), large.getAt(i % 20, i / 20, 2).get(), 1e-6);
    }

    @Test
    void redStaysRedAndBlueBlue() {
        final RandomAccessibleInterval<FloatType> card = ArrayImgs.floats(16, 8, 3);
        for (int y = 0; y < 8; y++)
            for (int x = 0; x < 16; x++)
                card.getAt(x, y, x < 8 ? 0 : 2).set(1);
        for (final String model : List.of("x4", "x2", "x4-fixed", "x4-half")) {
            final Upscaler upscaler = upscaler(model, 192, 3);
            final int f = upscaler.factors().get(0);
            final RandomAccessibleInterval<FloatType> large = Upscalers.run(upscaler, card, f, Progress.NONE);
            assertTrue(large.getAt(3 * f, 4 * f, 0).get() > large.getAt(3 * f, 4 * f, 2).get() + 0.4, model);
            assertTrue(large.getAt(12 * f, 4 * f, 2).get() > large.getAt(12 * f, 4 * f, 0).get() + 0.4, model);
        }
    }

    /** Grey is shown as red, green and blue alike, and their mean comes back. */
    @Test
    void otherChannelsAreShownAlone() {
        final Tensor grey = FIXTURE.tensors().get("grey/picture");
        final Upscaler x4 = upscaler("x4", 0, 3);
        final RandomAccessibleInterval<FloatType> one =
                Upscalers.resize(x4, picture(grey), 80, 56, Progress.NONE);
        assertArrayEquals(new long[] { 80, 56, 1 }, one.dimensionsAsLongArray());
        final float[] values = grey.array(), thrice = new float[3 * values.length];
        for (int i = 0; i < thrice.length; i++)
            thrice[i] = values[i % values.length];
        final RandomAccessibleInterval<FloatType> three =
                Upscalers.run(x4, ArrayImgs.floats(thrice, 20, 14, 3), 4, Progress.NONE);
        for (int i = 0; i < 80 * 56; i++) {
            double mean = 0;
            for (int c = 0; c < 3; c++)
                mean += three.getAt(i % 80, i / 80, c).get() / 3.0;
            assertEquals(mean, one.getAt(i % 80, i / 80, 0).get(), 1e-5);
        }
        final RandomAccessibleInterval<FloatType> apart = Upscalers.resize(upscaler("grey", 0, 1),
                picture(FIXTURE.tensors().get("x2/picture")), 44, 36, Progress.NONE);
        assertArrayEquals(new long[] { 44, 36, 3 }, apart.dimensionsAsLongArray());
    }

    @Test
    void whatIsNoUpscalerIsRefused(@TempDir final Path folder) throws IOException {
        final Path eraser = ModelFixture.of("erasers").folder().resolve("lama-fixed.onnx");
        final String said = assertThrows(InpaintException.class, () -> Upscalers.named(eraser.toString()))
                .getMessage();
        assertTrue(said.startsWith(eraser + " is a one-shot eraser such as LaMa, not an upscaler such as ESRGAN: it "
                + "takes [image FLOAT"), said);
        final Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        assertEquals(text + " is no upscaler that can be read here: give the .onnx file of one such as ESRGAN, its "
                + ".pth or .safetensors, or one of repeat, lanczos, bicubic, nearest, absent.",
                assertThrows(InpaintException.class, () -> Upscalers.named(text.toString())).getMessage());
        final Path renamed = Files.copy(text, folder.resolve("notes.onnx"));
        assertTrue(assertThrows(InpaintException.class, () -> Upscalers.named(renamed.toString())).getMessage()
                .startsWith(renamed.toString()));
        assertEquals("The upscaler '" + folder + "' is a folder: give a file in it, such as the .pth or .onnx file "
                + "of an ESRGAN.", assertThrows(InpaintException.class, () -> Upscalers.named(folder.toString()))
                        .getMessage());
        final Upscaler same = Upscalers.named(file("same").toString());
        final String keeps = assertThrows(InpaintException.class, same::factors).getMessage();
        assertEquals(file("same") + " is no upscaler: for a picture of 33 x 33 px it gives a tensor of shape "
                + "[1, 3, 33, 33]; use a network that enlarges by a whole number, 2 or more.", keeps);
        assertEquals("There is no upscaler 'zzzzzzzz.onnx': use one of repeat, lanczos, bicubic, nearest, absent, or "
                + "the path of an upscaler's file.",
                assertThrows(InpaintException.class, () -> Upscalers.named("zzzzzzzz.onnx")).getMessage());
    }

    /** Run up to three times, then Lanczos to the exact size, as the WebUI. */
    @Test
    void theLoopReachesTheSize() {
        final Upscaler x4 = upscaler("x4", 0, 3);
        final Tensor small = FIXTURE.tensors().get("loop/picture");
        final List<String> loads = new ArrayList<>();
        final RandomAccessibleInterval<FloatType> large = x4.resize(picture(small), 48, 40, (done, total, what) -> {
            if (what.startsWith("Loading"))
                loads.add(what);
        });
        assertEquals(2, loads.size());
        double sum = 0;
        final Tensor golden = FIXTURE.tensors().get("loop/out");
        int i = 0;
        for (final FloatType value : Views.flatIterable(large))
            sum += Math.abs(golden.get(i++) - value.get());
        // its bytes in between, rounded and cut off
        assertTrue(sum / i < 1.5 / 255, "mean difference " + sum / i);
        assertArrayEquals(new long[] { 9 * 64, 7 * 64, 3 },
                UpscaleLoop.enlarge(x4, picture(small), 99999, 3, Progress.NONE).dimensionsAsLongArray());
    }

    /** In the heap the picture and a window of one tile, outside of it one tile and what makes it. */
    @Test
    void itHoldsTwoTilesMoreThanTheImage() {
        final RandomAccessibleInterval<FloatType> image = ArrayImgs.floats(260, 200, 3);
        final Upscaler upscaler = upscaler("x4", 96, 4);
        Upscalers.run(upscaler, image, 4, Progress.NONE);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow();
        final long result = 4L * 3 * 260 * 200 * 16, tile = 4L * 3 * 96 * 96 * 16;
        System.gc();
        final long before = threads.getCurrentThreadAllocatedBytes(), outside = direct.getMemoryUsed();
        final long[] most = { 0 };
        Upscalers.run(upscaler, image, 4, (done, total, what) ->
                most[0] = Math.max(most[0], direct.getMemoryUsed() - outside));
        // what each call of ONNX Runtime leaves to the collector counts too, though none of it is kept
        final long heap = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(heap < result + tile + (1 << 19), heap + " bytes for " + result + " and " + tile);
        assertTrue(most[0] <= tile + tile / 8, most[0] + " bytes outside the heap for a tile of " + tile);
    }

    @Test
    void everyTileIsAStepAndACancelEndsIt() {
        final List<String> steps = new ArrayList<>();
        final Tensor rgb = FIXTURE.tensors().get("x4/picture");
        Upscalers.run(upscaler("x4", 12, 3), picture(rgb), 4, (done, total, what) -> steps.add(done + "/" + total + ' '
                + what));
        assertEquals(List.of("0/9 Loading the upscaler", "0/9 Enlarging, tile 1 of 9", "1/9 Enlarging, tile 2 of 9"),
                steps.subList(0, 3));
        assertEquals("9/9 Enlarging", steps.get(10));
        final int[] tiles = { 0 };
        assertThrows(CancelledException.class, () -> Upscalers.run(upscaler("x4", 12, 3), picture(rgb), 4,
                new Progress() {
                    @Override
                    public void step(final int done, final int total, final String what) {
                        tiles[0]++;
                    }

                    @Override
                    public boolean cancelled() {
                        return tiles[0] > 4;
                    }
                }));
        assertEquals(5, tiles[0]);
    }

    @Test
    void theRecordNamesModelAndDevice() {
        final Map<String, String> facts = upscaler("x4", 0, 3).facts();
        assertEquals("CPU", facts.get("device"));
        assertEquals(64, facts.get("upscaler_sha256").length());
    }
}
