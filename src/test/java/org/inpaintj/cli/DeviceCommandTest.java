package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.ByteProcessor;

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
