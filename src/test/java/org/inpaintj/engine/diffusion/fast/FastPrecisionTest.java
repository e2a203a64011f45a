package org.inpaintj.engine.diffusion.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.checkpoint.CheckpointModel;
import org.inpaintj.engine.diffusion.checkpoint.Checkpoints;
import org.inpaintj.engine.diffusion.checkpoint.NetworkChanges;
import org.inpaintj.engine.diffusion.checkpoint.SideFile;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.network.LinearQuantization;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceSetup;

/** Linear layers of 8-bit integers: the weights, a whole UNet with them, and what is said where they are left out. */
class FastPrecisionTest {

    @Test
    void weightsAreRoundedForEachOutput() {
        final float[] weights = { 1, -2, 0.5f, 0, 0, 0, 127, 63, -1 };
        final LinearQuantization made = LinearQuantization.of(weights, 3, 3);
        assertArrayEquals(new float[] { 2 / 63f, 1, 127 / 63f }, made.scales(), 1e-7f);
        // of shape in, out
        assertArrayEquals(new float[] { 31, 0, 63, -63, 0, 31, 16, 0, 0 }, made.values());
    }

    @Test
    void noWeightIsFurtherOffThanHalfAStep() {
        final Random random = new Random(7);
        final float[] weights = new float[40 * 30];
        for (int i = 0; i < weights.length; i++)
            weights[i] = (float) random.nextGaussian();
        final LinearQuantization made = LinearQuantization.of(weights, 40, 30);
        for (int o = 0; o < 40; o++)
            for (int i = 0; i < 30; i++)
                assertEquals(weights[o * 30 + i], made.values()[i * 40 + o] * made.scales()[o],
                        0.501 * made.scales()[o]);
    }

    @Test
    void aUnetWithThemIsALittleOff() throws IOException {
        final Path file = checkpoint();
        final CheckpointModel parts = Checkpoints.read(file);
        try (SideFile side = new SideFile(parts.unet().orElseThrow().file().toAbsolutePath())) {
            final Map<String, StoredTensor> linears =
                    QuantizedLinears.of(parts.unet().orElseThrow().weights(), side, Progress.NONE);
            side.written();
            final ModelChoice choice = ModelChoice.of(file);
            final DiffusionModel exact = DiffusionModel.known(choice);
            final DiffusionModel fast = DiffusionModel.known(choice.with(NetworkChanges.ofLinears(linears)));
            assertTrue(fast.denoiser().network().name().endsWith(" 8-bit"), fast.denoiser().network().name());
            assertEquals(exact.encoders().get(0).network().name(), fast.encoders().get(0).network().name());
            final Tensor expected = output(exact), actual = output(fast);
            double off = 0, all = 0;
            for (int i = 0; i < expected.size(); i++) {
                off += Math.pow(expected.get(i) - actual.get(i), 2);
                all += Math.pow(expected.get(i), 2);
            }
            final double error = Math.sqrt(off / all);
            assertTrue(error > 1e-5 && error < 0.15, "relative error " + error);
        }
    }

    @Test
    void whatWasDoneIsSaid() throws IOException {
        final FastPrecision fast = new FastPrecision();
        final List<String> notes = new ArrayList<>();
        final ModelChoice export = ModelChoice.of(ModelFixture.of("sd15").folder());
        assertEquals(export, fast.apply(export, DiffusionModel.known(export), true, notes, Progress.NONE));
        final ModelChoice choice = ModelChoice.of(checkpoint());
        assertEquals(choice, fast.apply(choice, DiffusionModel.known(choice), false, notes, Progress.NONE));
        final ModelChoice applied = fast.apply(choice, DiffusionModel.known(choice), true, notes, Progress.NONE);
        assertEquals(3, notes.size());
        assertTrue(notes.get(0).contains("exported to ONNX") && notes.get(1).contains("on this device"), notes.get(0));
        if (applied.equals(choice))
            assertTrue(notes.get(2).contains("was left out"), notes.get(2));
        else
            assertTrue(notes.get(2).contains("8-bit linear layers"), notes.get(2));
        fast.forget();
    }

    private static Path checkpoint() throws IOException {
        try (Stream<Path> files = Files.list(ModelFixture.of("checkpoint-sd1").folder())) {
            return files.filter(file -> file.toString().endsWith("sd1.safetensors")).findFirst().orElseThrow();
        }
    }

    /** Of a UNet for random inputs, the same each time. */
    static Tensor output(final DiffusionModel model) {
        final Random random = new Random(3);
        final Map<String, Tensor> feeds = new HashMap<>();
        try (Session session = model.denoiser().network().open(DeviceSetup.CPU)) {
            session.inputs().values().forEach(in -> {
                final long[] shape = in.rank() == 4 ? new long[] { 1, 4, 8, 8 }
                        : in.rank() == 3 ? new long[] { 1, 77, in.size(2) } : new long[] { 1 };
                long size = 1;
                for (final long d : shape)
                    size *= d;
                final float[] values = new float[(int) size];
                for (int i = 0; i < values.length; i++)
                    values[i] = in.rank() == 1 ? 500 : (float) random.nextGaussian();
                feeds.put(in.name(), Tensor.of(values, shape));
            });
            assertFalse(feeds.isEmpty());
            return session.run(feeds, List.of("out_sample")).get("out_sample");
        }
    }
}
