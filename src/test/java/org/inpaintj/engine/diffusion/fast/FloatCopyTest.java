package org.inpaintj.engine.diffusion.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PrivateFolder;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.KeyOffer;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;

/** The copy of a checkpoint's weights as 32-bit floats: the same results, and what becomes of the file. */
class FloatCopyTest {

    private static final long LARGE = 1L << 30;

    private static Path forms;

    private final List<String> notes = new ArrayList<>();

    @TempDir
    private Path home;

    @BeforeAll
    static void unpack() {
        forms = ModelFixture.archive("checkpoint-sd1-forms");
    }

    @Test
    void theResultsAreTheSameToTheBit() throws IOException {
        final ModelChoice plain = half();
        final DiffusionModel model = DiffusionModel.known(plain);
        final FloatCopy copies = copies(LARGE);
        final DiffusionModel copied = DiffusionModel.known(apply(copies, plain));
        assertEquals(1, files().size(), files().toString());
        assertTrue(notes.get(0).startsWith("The UNet's weights were copied to " + files().get(0)), notes.get(0));
        assertTrue(copied.denoiser().network().files().contains(files().get(0)));
        assertTrue(copied.denoiser().network().weightBytes() < model.denoiser().network().weightBytes());
        final float[] expected = output(model);
        assertArrayEquals(expected, output(copied));
        final FileStamp made = FileStamp.of(files().get(0));
        Files.setAttribute(files().get(0), "lastAccessTime", FileTime.fromMillis(1));
        final ModelChoice again = apply(copies(LARGE), plain);
        assertTrue(notes.get(1).startsWith("The UNet's weights were read from their copy"), notes.get(1));
        assertEquals(made, FileStamp.of(files().get(0)), "its networks need not be loaded again");
        assertTrue(((FileTime) Files.getAttribute(files().get(0), "lastAccessTime")).toMillis() > 1);
        assertArrayEquals(expected, output(DiffusionModel.known(again)));
    }

    @Test
    void aCopyThatIsNotWholeIsMadeAnew() throws IOException {
        apply(copies(LARGE), half());
        final byte[] whole = Files.readAllBytes(files().get(0));
        Files.write(files().get(0), List.of("not whole"));
        final FloatCopy copies = copies(LARGE);
        apply(copies, half());
        assertTrue(notes.get(1).contains("were copied to"), notes.get(1));
        assertArrayEquals(whole, Files.readAllBytes(files().get(0)));
        Files.delete(files().get(0));
        apply(copies, half());
        assertArrayEquals(whole, Files.readAllBytes(files().get(0)));
    }

    @Test
    void theOldestGoesWhereRoomIsNeeded() throws IOException {
        apply(copies(LARGE), half());
        final Path first = files().get(0);
        final long size = Files.size(first);
        final Path old = Files.write(first.resolveSibling("unet-00.floats"), new byte[(int) size]);
        final Path left = Files.write(first.resolveSibling("unet-00.999999999.part"), new byte[3]);
        Files.setAttribute(old, "lastAccessTime", FileTime.fromMillis(1));
        Files.delete(first);
        apply(copies(2 * size), half());
        assertTrue(Files.exists(old) && Files.exists(first) && !Files.exists(left), files().toString());
        Files.delete(first);
        apply(copies(2 * size - 1), half());
        assertEquals(List.of(first), files());
        Files.delete(first);
        final InpaintException e =
                assertThrows(InpaintException.class, () -> apply(copies(size - 1), half()));
        assertTrue(e.getMessage().contains("all copies may take"), e.getMessage());
        assertEquals(List.of(), files());
    }

    @Test
    void aCancelledCopyLeavesNothing() throws IOException {
        final Progress cancelled = new Progress() {

            private int steps;

            @Override
            public void step(final int done, final int total, final String what) {
                steps++;
            }

            @Override
            public boolean cancelled() {
                return steps > 5;
            }
        };
        final ModelChoice choice = half();
        assertThrows(CancelledException.class, () -> copies(LARGE).apply(choice, DiffusionModel.known(choice), true,
                notes, cancelled));
        assertEquals(List.of(), files());
    }

    @Test
    void whereItMeansNothingThatIsSaid() throws IOException {
        final ModelChoice export = ModelChoice.of(ModelFixture.of("sd15").folder());
        assertEquals(export, apply(copies(LARGE), export));
        final ModelChoice full = ModelChoice.of(ModelFixture.of("checkpoint-sd1").folder().resolve("sd1.safetensors"));
        assertEquals(full, apply(copies(LARGE), full));
        final ModelChoice choice = half();
        assertEquals(choice, copies(LARGE).apply(choice, DiffusionModel.known(choice), false, notes, Progress.NONE));
        assertEquals(choice, new FloatCopy(() -> new PrivateFolder(Optional.empty(), "No folder."), LARGE)
                .apply(choice, DiffusionModel.known(choice), true, notes, Progress.NONE));
        for (final String words : List.of("exported to ONNX", "32-bit floats already", "on this device", "No folder."))
            assertTrue(notes.remove(0).contains(words), words);
        assertTrue(notes.isEmpty());
        assertEquals(List.of(), files());
    }

    @Test
    void itIsOfferedWhereItServes() throws IOException {
        final ModelChoice choice = half();
        final KeyOffer offer = offer(copies(LARGE), choice, true).orElseThrow();
        assertEquals(List.of("fast_copy", "true"), List.of(offer.key(), offer.value()));
        apply(copies(LARGE), choice);
        final long size = Files.size(files().get(0));
        assertTrue(offer.sentence().matches("A fast copy of this model's weights would take "
                + Math.round(size / 0x1p20)
                + " MB of the [\\d.]+ [GM]B that are free: .*"), offer.sentence());
        assertTrue(offer(copies(LARGE), choice, true).orElseThrow().sentence().startsWith("There is a fast copy"));
        assertEquals(Optional.empty(), offer(copies(LARGE), choice, false));
        Files.delete(files().get(0));
        assertEquals(Optional.empty(), offer(copies(size - 1), choice, true), "no room");
        assertEquals(Optional.empty(), offer(copies(LARGE), ModelChoice.of(ModelFixture.of("sd15").folder()), true));
        assertEquals(Optional.empty(), offer(copies(LARGE), ModelChoice.of(ModelFixture.of("checkpoint-sd1").folder()
                .resolve("sd1.safetensors")), true));
        assertEquals(List.of(), files());
    }

    private static Optional<KeyOffer> offer(final FloatCopy copies, final ModelChoice choice, final boolean cpu) {
        return copies.offer(choice, DiffusionModel.known(choice), () -> cpu);
    }

    private FloatCopy copies(final long most) {
        return new FloatCopy(() -> PrivateFolder.of(home).below("copies"), most);
    }

    private ModelChoice apply(final FloatCopy copies, final ModelChoice choice) {
        return copies.apply(choice, DiffusionModel.known(choice), true, notes, Progress.NONE);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(PrivateFolder.of(home).below("copies").path().orElseThrow())) {
            return files.toList();
        }
    }

    private static float[] output(final DiffusionModel model) {
        final Tensor tensor = FastPrecisionTest.output(model);
        final float[] values = new float[(int) tensor.size()];
        for (int i = 0; i < values.length; i++)
            values[i] = tensor.get(i);
        return values;
    }

    /** Of 16-bit floats. */
    private static ModelChoice half() {
        return ModelChoice.of(forms.resolve("sd1-ema-only.ckpt"));
    }
}
