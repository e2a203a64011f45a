package org.inpaintj.onnx.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.PrivateFolder;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.onnx.NativeFolder;
import org.inpaintj.onnx.device.CudaLibraries.Library;

class DeviceSummaryTest {

    private static final Devices.Provider CPU = new Devices.Provider("CPU", Optional.of(Device.CPU), "");
    private static final Devices.Provider CUDA = new Devices.Provider("CUDA", Optional.of(Device.CUDA),
            "with error: libcudart.so.12: cannot open shared object file");
    private static final Devices.Provider WEBGPU = new Devices.Provider("WEBGPU", Optional.of(Device.WEBGPU), "");

    @Test
    void itTellsWhatAutoTakesAndWhyNotTheOthers() {
        final List<String> lines = text(CPU, CUDA, WEBGPU, new Devices.Provider("TENSOR_RT", Optional.empty(), ""))
                .lines().toList();
        for (final String line : List.of("InpaintJ: 1", "NVIDIA card: none seen", "ONNX Runtime: 1.28.0",
                "Native files: /natives (from onnxruntime.native.path)", "Kept files: none, so that each start takes "
                        + "longer. Others may write there.", "Provider CPU: compiled in; ran a convolution",
                "Provider CUDA: compiled in; could not run a convolution: " + CUDA.cause(),
                "Provider WEBGPU: compiled in; ran a convolution",
                "Provider TENSOR_RT: compiled in; InpaintJ does not use it", "CUDA libraries found: /x/b",
                "CUDA libraries missing: a", "device=auto: WebGPU", "Graphics card: used through WebGPU. CUDA cannot "
                        + "be used: libcudart.so.12 was not found; install CUDA 12 and cuDNN 9, or put their libraries "
                        + "into the folder of the native files. The embedded engine runs on the CPU, where its results "
                        + "are repeatable."))
            assertTrue(lines.contains(line), line + "\nin " + lines);
    }

    @Test
    void withoutACardItSaysHowToGetOne() {
        final String plain = text(CPU), failed = text(CPU, CUDA);
        assertTrue(plain.startsWith("Graphics card: not used: this copy of ONNX Runtime is built for the "
                + "CPU alone. For an NVIDIA card, "), plain);
        assertTrue(failed.startsWith("Graphics card: not used: CUDA cannot be used: libcudart.so.12 "),
                failed);
    }

    private static String text(final Devices.Provider... providers) {
        return DeviceSummary.text(Map.of("InpaintJ", "1"), new Devices("1.28.0", "", List.of(providers)),
                Optional.of(new NativeFolder("/natives", NativeFolder.PROPERTY)),
                List.of(new Library("a", Optional.empty()), new Library("b", Optional.of(Path.of("/x/b")))),
                new PrivateFolder(Optional.empty(), "Others may write there."), Map.of("NVIDIA card", "none seen"));
    }

    @Test
    void librariesAreFoundInTheFirstPlaceInTheirOrder(@TempDir final Path folder) throws IOException {
        final Path own = Files.createDirectories(folder.resolve("nvidia/cublas/lib")), other = folder.resolve("other");
        Files.createDirectories(other.resolve("b"));
        for (final Path file : List.of(own.resolve("a"), other.resolve("a"), other.resolve("c")))
            Files.createFile(file);
        assertTrue(CudaLibraries.below(folder).contains(own));
        assertEquals(List.of(new Library("c", Optional.of(other.resolve("c"))), new Library("b", Optional.empty()),
                new Library("a", Optional.of(own.resolve("a")))),
                CudaLibraries.find(List.of("c", "b", "a"), List.of(folder.resolve("missing"), own, other)));
    }

    @Test
    void thePropertyComesBeforeTheEnvironment() {
        assertEquals(Optional.of(new NativeFolder("/a", "onnxruntime.native.path")), NativeFolder.of("/a", "/b"));
        assertEquals(Optional.of(new NativeFolder("/b", "ONNXRUNTIME_NATIVE_PATH")), NativeFolder.of(null, " /b "));
        assertEquals(Optional.empty(), NativeFolder.of(null, ""));
        assertEquals(Optional.empty(), NativeFolder.of(null, null));
    }
}
