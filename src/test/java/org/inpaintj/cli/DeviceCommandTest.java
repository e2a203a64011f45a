package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.RunningJava;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.onnx.device.Devices;

class DeviceCommandTest {

    @Test
    void theProcessorRunsAConvolution() {
        final Devices devices = Devices.probe();
        assertEquals("", devices.failure());
        assertTrue(devices.providers().contains(new Devices.Provider("CPU", Optional.of(Device.CPU), "")),
                devices.toString());
    }

    @Test
    void theReportNamesVersionsMemoryAndTheReasonForNoGraphicsCard() {
        final String report = CliRun.of("device").done().out();
        for (final String line : List.of("InpaintJ: ", "ImageJ: 1.5", "ONNX Runtime: 1.", "Java: ", "System: ",
                "Memory: ", "Telemetry: none", "Kept files: ", "Native files: those of ONNX Runtime's jar",
                "Provider CPU: compiled in; ran a convolution", "device=auto: ", "Graphics card: "))
            assertTrue(report.lines().anyMatch(l -> l.startsWith(line)), line + " in " + report);
    }

    @Test
    void aMissingNativeLibraryIsSaidAndNothingCrashes() throws IOException {
        final CliRun run = CliRun.process(List.of("-Donnxruntime.native.path=/nonexistent"), "device").done();
        assertTrue(run.out().contains("ONNX Runtime: not loaded: The native library of ONNX Runtime could not be "
                + "loaded on "), run.out());
        assertTrue(run.out().contains("/nonexistent"), run.out());
        assertTrue(run.out()
                .contains("check that onnxruntime.native.path names a folder with all native files"), run.out());
        assertTrue(run.out().contains("Graphics card: not used: "), run.out());
    }

    /** Another user's cache, so that nothing of this one's is looked at. */
    private static CliRun with(final Path cache, final Object... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(RunningJava.program(), "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "device"));
        for (final Object argument : arguments)
            command.add(argument.toString());
        final ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().put("LOCALAPPDATA", cache.toString());
        return CliRun.of(builder);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aGraphicsCardIsSetUpOnlyWithLicencesAndACard(@TempDir final Path cache) throws IOException {
        final CliRun run = with(cache, "--gpu", "setup");
        assertEquals(ExitCode.SOFTWARE, run.status());
        assertTrue(run.out().contains("cuDNN 9.8.0.87, 924 MB from developer.download.nvidia.com"), run.out());
        assertTrue(run.out().contains("In all 2501 MB are fetched"), run.out());
        assertTrue(run.err().matches("inpaintj: (No NVIDIA card was seen|NVIDIA's licences must|The driver)[^\n]*\n"),
                run.err());
        with(cache, "--gpu", "probe").failed(ExitCode.SOFTWARE, "Nothing is set up for a graphics card: do that first, "
                + "by Device Report (device --gpu setup).");
        assertEquals("Nothing was set up for a graphics card.\n", with(cache, "--gpu", "remove").done().out());
        with(cache, "--accept_licence").failed(ExitCode.SOFTWARE, "'from' and 'accept_licence' belong to gpu=setup: "
                + "add that, or leave them out.");
        assertEquals(ExitCode.USAGE, with(cache, "--gpu", "mend").status());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void librariesOfACardThatIsNotProvenAreNotLoaded(@TempDir final Path cache) throws IOException {
        final Path libraries = cache.resolve("inpaintj/gpu/libraries");
        for (final Path folder : List.of(libraries.getParent().getParent(), libraries.getParent(), libraries))
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------")));
        for (final String name : List.of("libonnxruntime.so", "libonnxruntime4j_jni.so", "installed.json")) {
            Files.writeString(libraries.resolve(name), name.endsWith("json") ? """
                    {"version": "1.28.0", "files": [{"name": "libonnxruntime.so", "bytes": 17, "sha256": "00"}]}
                    """ : "this is no ELF...");
            Files.setPosixFilePermissions(libraries.resolve(name), PosixFilePermissions.fromString("rw-------"));
        }
        final CliRun run = with(cache).done();
        assertTrue(run.out().contains("Native files: those of ONNX Runtime's jar"), run.out());
        assertTrue(run.out().contains("Provider CPU: compiled in; ran a convolution"), run.out());
        assertTrue(run.out().contains("Graphics card: not used: CUDA cannot be used: "), run.out());
        assertTrue(run.out().contains("Libraries of the card: 0 MB in " + libraries), run.out());
        assertEquals(0, with(cache, "--gpu", "remove").status());
        assertFalse(Files.exists(libraries.getParent()));
    }

    @Test
    void aMissingNativeLibraryDoesNotStopTheEmbeddedEngine(@TempDir final Path folder) throws IOException {
        final Path in = folder.resolve("in.tif"), out = folder.resolve("out.tif");
        ImageFiles.save(new ImagePlus("in", new ByteProcessor(80, 80)), in);
        final CliRun run = CliRun.process(List.of("-Donnxruntime.native.path=/nonexistent"), "inpaint", in, "--roi",
                "20,20,30,30", "--out", out, "--engine", "patch").done();
        assertTrue(run.notes().get(0).contains("ONNX Runtime"), run.err());
        assertTrue(Files.exists(out));
    }
}
