package org.inpaintj.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
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

    /** Pictures smaller than what spandrel shows a network are mirrored, and where that does not suffice repeated. */
    @ParameterizedTest
    @ValueSource(strings = { "old-x2", "new-x2-unshuffled", "dat-light-x2" })
    void smallPicturesAreFilledUp(final String name) {
        assertIs(name + "/small", Upscalers.run(upscaler(name + ".pth", 1),
                picture(FIXTURE.tensors().get(name + "/small-picture")), 2, Progress.NONE), 1e-5);
    }

    /** Its values are those of the file of 32 bits. */
    @ParameterizedTest
    @ValueSource(strings = { "old-x2-half.pth", "old-x2-half.safetensors" })
    void weightsOf16BitsWork(final String name) {
        assertIs("old-x2/whole", Upscalers.run(upscaler(name, 1), picture(FIXTURE.tensors().get("old-x2/picture")), 2,
                Progress.NONE), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(strings = { ".pth", "-legacy.pth", ".safetensors" })
    void aWeakerDenoiseStrengthMixesTwoTrainings(final String ending) {
        final Tensor picture = FIXTURE.tensors().get("realesr-general-x4v3/picture");
        final String name = "realesr-general-x4v3" + ending;
        for (final double share : new double[] { 0.25, 0, 1, 0.25 }) {
            final Upscaler upscaler = upscaler(name, share);
            assertTrue(upscaler.denoises());
            assertIs("realesr-general-x4v3/" + (share == 1 ? "whole" : "denoise-" + share),
                    Upscalers.run(upscaler, picture(picture), 4, Progress.NONE), 1e-5);
            assertEquals(share < 1, upscaler.facts().containsKey("upscaler_wdn_sha256"));
            assertEquals(upscaler(name, 1).facts().get("upscaler_sha256"), upscaler.facts().get("upscaler_sha256"));
        }
        assertEquals("SRVGG (compact), 8 features, 3 layers, x4", upscaler(name, 1).facts().get("upscaler_network"));
        // what has no second training is as it was
        for (final String other : List.of("realesr-general-wdn-x4v3", "old-x4"))
            assertFalse(upscaler(other + ending, 0.5).denoises());
        // the options last given count
        assertIs("realesr-general-x4v3/whole", Upscalers.run(upscaler(name, 0).with(new UpscalerOptions(0, 0,
                Device.CPU)), picture(picture), 4, Progress.NONE), 1e-5);
    }

    @Test
    void theSecondTrainingHasToBeThereAndAlike(@TempDir final Path folder) throws IOException {
        final Path alone = Files.copy(file("realesr-general-x4v3.pth"), folder.resolve("RealESR-general-x4v3.pth"));
        final Upscaler upscaler = Upscalers.named(alone.toString());
        final UpscalerOptions half = new UpscalerOptions(0, 0, Device.CPU, 0.25);
        assertEquals("A denoise strength below 1 mixes two trainings of this upscaler, and the second, "
                + "RealESR-general-wdn-x4v3.pth, is not beside " + alone + ": put it there, or take denoise=1.",
                said(() -> upscaler.with(half)));
        final Path other = Files.copy(file("srvgg-x2.safetensors"),
                folder.resolve("realesr-general-wdn-x4v3.safetensors"));
        assertEquals(alone + " and " + other + " are different networks, so their weights cannot be mixed for denoise: "
                + "use the two files of one release.", said(() -> upscaler.with(half)));
        Files.copy(file("realesr-general-wdn-x4v3.safetensors"), other, StandardCopyOption.REPLACE_EXISTING);
        assertIs("realesr-general-x4v3/denoise-0.25", Upscalers.run(upscaler.with(half), picture(FIXTURE.tensors()
                .get("realesr-general-x4v3/picture")), 4, Progress.NONE), 1e-5);
    }

    /** As in the cache of Hugging Face; another file behind the link is another upscaler. */
    @Test
    void linksAreFollowedAndWhatIsReplacedIsLoadedAnew(@TempDir final Path folder) throws IOException {
        final Path link = folder.resolve("upscaler.pth"), blob = folder.resolve("blob");
        Files.copy(file("bsrgan-x4.pth"), blob);
        Files.createSymbolicLink(link, blob);
        for (final String name : List.of("bsrgan-x4", "plus-x4")) {
            Files.copy(file(name + ".pth"), blob, StandardCopyOption.REPLACE_EXISTING);
            final Upscaler upscaler = Upscalers.named(link.toString());
            assertEquals("upscaler.pth", upscaler.title());
            assertIs(name + "/whole", Upscalers.run(upscaler, picture(FIXTURE.tensors().get(name + "/picture")), 4,
                    Progress.NONE), 1e-5);
        }
    }

    /** What restores alone runs once, and Lanczos brings the result to the size. */
    @Test
    void aNetworkThatKeepsTheSizeRunsOnce() {
        final RandomAccessibleInterval<FloatType> picture = picture(FIXTURE.tensors().get("old-x1/picture"));
        final int[] loads = { 0 };
        final Progress counting = (done, total, what) -> loads[0] += what.startsWith("Loading") ? 1 : 0;
        assertIs("old-x1/whole", Upscalers.resize(upscaler("old-x1.pth", 1), picture, 13, 10, counting), 1e-5);
        final RandomAccessibleInterval<FloatType> large =
                Upscalers.resize(upscaler("old-x1.pth", 1), picture, 26, 20, counting);
        assertArrayEquals(new long[] { 26, 20, 3 }, large.dimensionsAsLongArray());
        assertEquals(2, loads[0]);
    }

    @Test
    void whatIsNoUpscalerIsNamed(@TempDir final Path folder) throws IOException {
        assertEquals(file("swinir.pth") + " is an upscaler of the kind SwinIR, which is not read from such files: use "
                + "one of the kinds ESRGAN, Real-ESRGAN and DAT, or an export to ONNX.", refused(file("swinir.pth")));
        assertTrue(refused(file("hat.pth")).startsWith(file("hat.pth") + " is an upscaler of the kind HAT, which"));
        assertTrue(refused(file("rgt.pth")).startsWith(file("rgt.pth") + " is an upscaler of the kind RGT, which"));
        assertEquals(file("lora.pth") + " is a LoRA, not an upscaler; give a file of the right kind.",
                refused(file("lora.pth")));
        assertTrue(refused(file("unknown.pth")).startsWith(file("unknown.pth") + " holds weights of no kind that is "
                + "known"), refused(file("unknown.pth")));
        assertEquals(file("incomplete.safetensors") + " lacks the weights model.1.sub.1.weight; it is incomplete or of "
                + "another kind: download it again.", refused(file("incomplete.safetensors")));
        final Path text = Files.writeString(folder.resolve("notes.pth"), "hello, this is a text");
        assertTrue(refused(text).startsWith(text.toString()), refused(text));
        final Path pointer = Files.writeString(folder.resolve("x4.pth"), "version https://git-lfs.github.com/spec/v1");
        assertTrue(refused(pointer).contains("Git LFS pointer"), refused(pointer));
        final byte[] whole = Files.readAllBytes(file("old-x2.pth"));
        final Path cut = Files.write(folder.resolve("cut.pth"), Arrays.copyOf(whole, whole.length / 2));
        assertTrue(refused(cut).startsWith(cut.toString()), refused(cut));
    }

    private static String refused(final Path file) {
        return said(() -> Upscalers.named(file.toString()));
    }

    private static String said(final Executable what) {
        final String said = assertThrows(InpaintException.class, what).getMessage();
        assertEquals(1, said.lines().count(), said);
        return said;
    }
}
