package org.inpaintj.onnx.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import ai.onnxruntime.OrtEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;

/** Every way in which a second Java can end; each is a real one. */
class CardProbeTest {

    @TempDir private Path folder;

    private CardProbe.Result run(final CardProbe probe) {
        return probe.run(folder, folder.resolve("crash.log"), Progress.NONE);
    }

    private String failure(final Class<?> program) {
        final CardProbe.Result result = run(FakeProbes.of(program));
        assertFalse(result.works(), result.text());
        return result.text();
    }

    @Test
    void theSameNumbersWork() {
        assertEquals(new CardProbe.Result(true, "in 0.3 s"), run(FakeProbes.of(FakeProbes.Right.class)));
    }

    @Test
    void wrongNumbersDoNot() {
        assertEquals("the card computed 2.0 where the processor computed 2.1", failure(FakeProbes.Lies.class));
        assertEquals("the card computed NaN where the processor computed 2.1", failure(FakeProbes.NotANumber.class));
        assertEquals("the card computed 0 numbers, the processor 2", failure(FakeProbes.Short.class));
    }

    @Test
    void aReasonIsPassedOnAndBabbleIsNoAnswer() {
        assertEquals("the card is too old for this build of ONNX Runtime", failure(FakeProbes.Fails.class));
        assertTrue(failure(FakeProbes.Babbles.class).startsWith("the trial printed no result"));
    }

    @Test
    void aCrashEndsTheSecondJavaAlone() {
        final String text = failure(FakeProbes.Crashes.class);
        assertTrue(text.matches("the trial crashed with status \\d+; what Java knows of it is in '.*crash.log'"), text);
        assertTrue(Files.exists(folder.resolve("crash.log")));
    }

    @Test
    void aCrashAfterTheAnswerIsOneToo() {
        assertEquals("the trial crashed with status 139 after its work", failure(FakeProbes.HaltsLate.class));
    }

    @Test
    void aHangIsEnded() {
        final long before = ProcessHandle.current().children().count();
        assertEquals(new CardProbe.Result(false, "the trial gave no answer within 0.7 s"),
                run(FakeProbes.impatient(FakeProbes.Hangs.class)));
        assertEquals(before, ProcessHandle.current().children().count(), "nothing is left running");
    }

    @Test
    void theUserCanStopIt() {
        assertThrows(CancelledException.class, () -> FakeProbes.of(FakeProbes.Hangs.class).run(folder,
                folder.resolve("crash.log"), new Progress() {
                    @Override
                    public void step(final int done, final int total, final String what) {}

                    @Override
                    public boolean cancelled() {
                        return true;
                    }
                }));
    }

    /** With ONNX Runtime's real library, which knows no card: all but the card itself is as on a computer with one. */
    @Test
    void theRealProgramFindsItsClassesAndSaysWhatIsMissing() throws IOException {
        final GpuPackages packages = GpuPackages.here().orElse(null);
        assumeTrue(packages != null, "a system without such cards");
        final String core = System.mapLibraryName("onnxruntime");
        for (final String name : List.of(packages.jniName(), core))
            try (InputStream in = OrtEnvironment.class
                    .getResourceAsStream("native/" + packages.system() + '/' + name)) {
                Files.copy(in, folder.resolve(name));
            }
        final CardProbe real = CardProbe.real();
        final CardProbe.Result result =
                run(new CardProbe(real.classPath(), real.main(), Duration.ofSeconds(60)));
        assertFalse(result.works());
        assertTrue(result.text().contains("CUDA"), result.text());
    }
}
