package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.checkpoint.FullSizeModel;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.MemoryEstimate;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.memory.SessionPools;
import org.inpaintj.engine.diffusion.memory.SystemMemory;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.device.Devices;
import org.inpaintj.onnx.file.OnnxModelInfo;

class MemoryPlanTest {

    private static final long GB = 1L << 30;

    @Test
    void theForecastGrowsWithTheImage() {
        final DiffusionModel model = model("sd15");
        final MemoryPlan small = MemoryPlan.of(model, 100 * GB, 100 * GB, true, 2, pass(64, false));
        final MemoryPlan large = MemoryPlan.of(model, 100 * GB, 100 * GB, true, 2, pass(1024, false));
        assertTrue(large.peak() > small.peak() && large.least() > small.least());
        assertEquals(List.of(), large.tiles());
        // three maps of the VAE, and no table of its 16384 tokens
        final NetworkFile decoder = model.vae().decoder().network();
        assertEquals(decoder.weightBytes() + MemoryEstimate.SMALL + 3.0 * 4 * 4 * 1024 * 1024, large.least(), 1);
    }

    /** What whole guided runs took for themselves, measured: docs/develop/measurements.md#checkpoints. */
    @ParameterizedTest
    @CsvSource({ "false, 512, 2943", "false, 768, 4495", "true, 512, 5253", "true, 768, 6834" })
    void theForecastOfCheckpointsOfTheRealSizeIsRightWithinATenth(final boolean half, final int side,
            final double measured, @TempDir final Path folder) throws IOException {
        FullSizeModel.sd15(folder, new FullSizeModel.Storage(half, false));
        final MemoryPlan plan = MemoryPlan.of(DiffusionModel.read(folder), 100 * GB, 100 * GB, false, 2,
                pass(side, false));
        assertEquals(measured, plan.peak() / (1 << 20), 0.1 * measured);
    }

    /** A ControlNet stays loaded beside the denoiser and sees as much. */
    @Test
    void networksBesideTheDenoiserCount() {
        final DiffusionModel model = model("sd15");
        final double alone = MemoryPlan.of(model, 100 * GB, 100 * GB, true, 2, pass(512, false)).peak();
        final double beside = MemoryPlan.of(model, 100 * GB, 100 * GB, true, 2, List.of(model.denoiser().network()),
                pass(512, false)).peak();
        assertEquals(model.denoiser().network().weightBytes() + MemoryEstimate.denoiser(model, 2, 64 * 64),
                beside - alone, 1);
    }

    /** Another network beside a model leaves it loaded, but not one whose file has changed. */
    @Test
    void aChangedNetworkIsLoadedAnew(@TempDir final Path folder) throws IOException {
        final DiffusionModel model = model("sd15");
        final NetworkFile first = control(folder.resolve("a.onnx")), second = control(folder.resolve("b.onnx"));
        final SessionPools pools = new SessionPools();
        final DeviceSetup cpu = Devices.choose(Request.Device.CPU).setup();
        final SessionPool pool = pools.of(model, List.of(first), cpu, GB);
        assertSame(pool, pools.of(model, List.of(second), cpu, GB));
        assertSame(pool, pools.of(model, List.of(first), cpu, GB));
        Files.setLastModifiedTime(first.file(), FileTime.fromMillis(1));
        assertNotSame(pool, pools.of(model, List.of(first), cpu, GB));
    }

    private static NetworkFile control(final Path file) throws IOException {
        Files.copy(ModelFixture.of("controlnet").folder().resolve("controls/scaled.onnx"), file);
        return NetworkFile.of(OnnxModelInfo.read(file));
    }

    @Test
    void attentionCountsWhereItHoldsTables() {
        // the attentions of UNets are fused
        final double base = MemoryEstimate.denoiser(model("sdxl"), 1, 0);
        assertEquals(MemoryEstimate.SMALL, base);
        final double one = MemoryEstimate.denoiser(model("sdxl"), 1, 128 * 128) - base;
        assertEquals(2 * one, MemoryEstimate.denoiser(model("sdxl"), 2, 128 * 128) - base, 1);
        assertEquals(4.0 * 12 * 8 * 16384, one, 1);
        final double sd3 = MemoryEstimate.denoiser(model("sd3"), 1, 16 * 16) - base;
        assertEquals(4 * (16 * 16 * 397 + 2.0 * 2 * 397 * 397), sd3, 1);
    }

    @Test
    void theWidthsOfTheAutoencoderAreReadFromItsConvolutions() {
        assertEquals(4, model("sd15").vae().encoder().orElseThrow().width());
        assertEquals(4, model("sd15").vae().decoder().width());
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeLoading() {
        final DiffusionModel model = model("sd15");
        assertEquals(model.folder() + " needs about 0.1 GB of memory for 64 x 64 px, but the machine has 0.0 GB free: "
                + "set a smaller width and height, or close other programs.", assertThrows(InpaintException.class,
                        () -> MemoryPlan.of(model, GB, GB / 100, true, 1, pass(64, false))).getMessage());
        assertEquals(model.folder() + " needs about 0.1 GB of memory for 48 x 48 px, but may use 0.0 GB (memory): set a"
                + " smaller width and height, or allow it more memory.", assertThrows(InpaintException.class,
                        () -> run(request().with("memory", 0.01), 48, 48)).getMessage());
    }

    @Test
    void whatNearlyFitsIsDecodedInTiles() {
        final Result whole = run(request(), 512, 768), tiled = run(request().with("memory", 0.084), 512, 768);
        assertEquals(List.of(), whole.notes());
        assertTrue(tiled.notes().get(0).startsWith("The image is decoded in 1 x 2 overlapping tiles of 512 px, for the "
                + "whole would need 0.1 GB"), tiled.notes().toString());
        assertFalse(tiled.facts().get("memory_forecast").isEmpty());
    }

    @Test
    void theMachineHasMemory() {
        assertTrue(SystemMemory.total() > GB / 4);
        assertTrue(SystemMemory.free() > 0 && SystemMemory.free() <= SystemMemory.total());
        assertEquals(3 * GB, MemoryPlan.budget(3));
        assertEquals((long) (0.75 * SystemMemory.total()), MemoryPlan.budget(0));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thePeakOfTheProcessIsMeasured() {
        if (SystemMemory.resetPeak()) {
            final long used = SystemMemory.used().orElseThrow();
            // outside of Java's heap, whose pages earlier tests may have left to the process
            final java.nio.ByteBuffer more = java.nio.ByteBuffer.allocateDirect(64 << 20);
            for (int i = 0; i < more.capacity(); i += 1 << 10)
                more.put(i, (byte) 1);
            assertTrue(SystemMemory.peak().orElseThrow() >= used + (32 << 20) * more.get(0));
        }
        assertTrue(run(request(), 32, 32).facts().get("memory_peak")
                .matches("\\d+\\.\\d GB of the whole process"));
    }

    private static DiffusionModel model(final String name) {
        return DiffusionModel.read(ModelFixture.of(name).folder());
    }

    private static Request request() {
        return Engines.found().request(Map.of("model", ModelFixture.of("sd15").folder().toString(), "seed", "1",
                "steps", "1", "device",
                "cpu", "prompt", "a cell"));
    }

    private static Result run(final Request request, final int width, final int height) {
        return new DiffusionEngine().run(request, TestScenes.of(width, height, Task.TEXT_TO_IMAGE), Progress.NONE);
    }

    @Test
    void aWindowedPassAsksTheDenoiserForOneWindow() {
        final DiffusionModel model = DiffusionModel.read(ModelFixture.of("sd15").folder());
        final double whole = MemoryPlan.of(model, 100 * GB, 100 * GB, true, 2, pass(1024, false)).peak();
        final MemoryPlan windows = MemoryPlan.of(model, 100 * GB, 100 * GB, true, 2, pass(1024, true));
        assertTrue(windows.peak() < whole);
        assertEquals(whole, windows.and(MemoryPlan.of(model, 100 * GB, 100 * GB, true, 2, pass(1024, false))).peak());
    }

    private static HiresPass pass(final int side, final boolean windows) {
        return new HiresPass(new Box(0, 0, side, side), new ProcessingCanvas(side, side, side, side, 1), 1, false,
                DiffusionParameters.Content.ORIGINAL, windows);
    }
}
