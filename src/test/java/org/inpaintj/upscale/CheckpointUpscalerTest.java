package org.inpaintj.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;

/** Upscalers as they are published, compared with spandrel. */
class CheckpointUpscalerTest {

    private static final ModelFixture FIXTURE = ModelFixture.of("upscaler-checkpoints");

    private static Path file(final String name) {
        return FIXTURE.folder().resolve(name);
    }

    private static Upscaler upscaler(final String name, final double denoise) {
        return Upscalers.named(file(name).toString()).with(new UpscalerOptions(0, 0, Device.CPU, denoise));
    }

    private static RandomAccessibleInterval<FloatType> picture(final Tensor bytes) {
        final float[] values = bytes.array().clone();
        for (int i = 0; i < values.length; i++)
            values[i] /= 255;
        return ArrayImgs.floats(values, bytes.size(-1), bytes.size(-2), bytes.size(-3));
    }

    private static void assertIs(final String golden, final RandomAccessibleInterval<FloatType> actual,
            final double tolerance) {
        final Tensor tensor = FIXTURE.tensors().get(golden);
        assertArrayEquals(new long[] { tensor.size(-1), tensor.size(-2), tensor.size(-3) },
                actual.dimensionsAsLongArray());
        int i = 0;
        for (final FloatType value : Views.flatIterable(actual)) {
            assertEquals(tensor.get(i), value.get(), tolerance, golden + " at " + i);
            i++;
        }
    }

    @ParameterizedTest
    @CsvSource({ "old-x1,1,3", "old-x2,2,3", "old-x4,4,3", "old-x8,8,3", "plus-x4,4,3", "new-x4,4,3",
        "new-x2-unshuffled,2,3", "new-x1-unshuffled,1,3", "bsrgan-x4,4,3", "bsrgan-x2,2,3",
        "realesr-general-x4v3,4,3", "srvgg-x2,2,3", "srvgg-grey-x2,2,1", "dat-x4,4,3", "dat-light-x2,2,3",
        "dat-x3,3,3" })
    void everyDialectInEveryContainerComputesWhatSpandrelComputes(final String name, final int scale,
            final int channels) {
        for (final String ending : List.of(".pth", "-legacy.pth", ".safetensors")) {
            final Upscaler upscaler = upscaler(name + ending, 1);
            assertEquals(List.of(scale), upscaler.factors());
            assertEquals(channels, upscaler.channels());
            assertIs(name + "/whole", Upscalers.run(upscaler, picture(FIXTURE.tensors().get(name + "/picture")), scale,
                    Progress.NONE), 1e-5);
        }
    }
}
