package org.inpaintj.onnx.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cards and drivers as files of a system that is made up, and as a program nvidia-smi that is made up. */
class NvidiaDriverTest {

    private static final String KERNEL = "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.133.20  "
            + "Release Build  (dvs-builder@U22)  Sun Mar 30 2025\nGCC version:  gcc version 12.2.0\n";

    @TempDir private Path root;

    private void file(final String name, final String text) throws IOException {
        final Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path program(final String script) throws IOException {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("unix"), "needs a shell");
        file("smi", "#!/bin/sh\n" + script + '\n');
        Files.setPosixFilePermissions(root.resolve("smi"), PosixFilePermissions.fromString("rwx------"));
        return root.resolve("smi");
    }

    private NvidiaDriver find(final String os, final Path... programs) {
        return new DriverSearch(os, root, List.of(programs), Duration.ofMillis(500)).find();
    }

    @Test
    void withoutAnythingThereIsNoCard() {
        final NvidiaDriver none = find("linux", root.resolve("nothing"));
        assertFalse(none.seen());
        assertEquals("", none.lacking(packages()));
        assertFalse(find("osx").seen());
        assertFalse(find("win", root.resolve("nothing.exe")).seen());
    }

    @Test
    void theKernelNamesDriverAndCards() throws IOException {
        file("proc/driver/nvidia/version", KERNEL);
        file("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA GeForce RTX 4070\nIRQ:   16\n");
        file("proc/driver/nvidia/gpus/0000:02:00.0/information", "Model: \t\t Unknown\n");
        final NvidiaDriver found = find("linux", program("exit 1"));
        assertEquals(new NvidiaDriver(List.of("NVIDIA GeForce RTX 4070", "an NVIDIA card"), "570.133.20", true,
                "570.133.20"), found);
        assertEquals("", found.lacking(packages()));
    }

    @Test
    void whereTheKernelIsSilentItsProgramIsAsked() throws IOException {
        file("usr/lib/wsl/lib/libcuda.so.1", "");
        final NvidiaDriver found = find("linux", program("echo 'NVIDIA H200, 512.77'; echo 'NVIDIA H200, 512.77'"));
        assertEquals(List.of("NVIDIA H200"), found.cards());
        assertEquals("512.77", found.version());
        assertTrue(found.key().startsWith("libcuda.so.1 0 "), found.key());
        assertEquals("The driver 512.77 of NVIDIA H200 is too old for CUDA 12: get one of 525.60.13 or newer from "
                + "NVIDIA or your system's packages, and restart the computer.", found.lacking(packages()));
    }

    @ParameterizedTest
    @CsvSource({ "sleep 60", "exit 9", "echo NVIDIA-SMI has failed because it could not talk to the driver",
        "yes | head -c 3000000" })
    void aProgramThatFailsHangsOrChattersEndsInASentence(final String script) throws IOException {
        file("usr/lib64/libcuda.so.1", "");
        file("sys/bus/pci/devices/0000:01:00.0/vendor", "0x10de\n");
        file("sys/bus/pci/devices/0000:01:00.0/class", "0x030000\n");
        final NvidiaDriver found = find("linux", program(script));
        assertEquals(List.of("an NVIDIA card"), found.cards());
        assertTrue(found.lacking(packages()).startsWith("The driver of an NVIDIA card does not answer"),
                found.lacking(packages()));
    }

    @Test
    void aCardWithoutADriverIsSeenOnTheBus() throws IOException {
        file("sys/bus/pci/devices/0000:01:00.0/vendor", "0x10de\n");
        file("sys/bus/pci/devices/0000:01:00.0/class", "0x030200\n");
        final NvidiaDriver found = find("linux");
        assertFalse(found.there());
        assertTrue(found.lacking(packages()).startsWith("The driver of an NVIDIA card is missing: get one of "
                + "525.60.13"), found.lacking(packages()));
        file("sys/bus/pci/devices/0000:01:00.0/class", "0x040300\n");
        assertFalse(find("linux").seen(), "its sound is no card");
    }

    @Test
    void onWindowsTheDriversLibraryIsTheSign() throws IOException {
        file("Windows/System32/nvcuda.dll", "driver");
        final NvidiaDriver found = find("win", program("echo 'NVIDIA RTX A4000, 528.33'"));
        assertEquals(List.of("NVIDIA RTX A4000"), found.cards());
        assertEquals("", found.lacking(GpuPackages.of("win-x64").orElseThrow()));
        final String before = found.key();
        file("Windows/System32/nvcuda.dll", "another driver");
        assertFalse(before.equals(find("win", root.resolve("smi")).key()), "another driver has another key");
    }

    @ParameterizedTest
    @CsvSource({ "525.60.13,525.60.13,false", "525.60.12,525.60.13,true", "525.60,525.60.13,true",
        "530,525.60.13,false", "99.1,525.60.13,true", "5250.1,525.60.13,false", "x,525,true" })
    void versionsAreComparedByNumbers(final String version, final String least, final boolean older) {
        assertEquals(older, NvidiaDriver.isOlder(version, least));
    }

    private static GpuPackages packages() {
        return GpuPackages.of("linux-x64").orElseThrow();
    }

    @Test
    void theListIsCompleteForBothSystems() {
        for (final String system : List.of("linux-x64", "win-x64")) {
            final GpuPackages all = GpuPackages.of(system).orElseThrow();
            assertEquals("1.28.0", all.version());
            assertTrue(all.bytes() > 2e9 && all.unpacked() > 2.3e9, all.toString());
            for (final GpuPackages.Part part : all.parts()) {
                assertTrue(part.address().getScheme().equals("https") && part.sha256().matches("[0-9a-f]{64}")
                        && part.bytes() > 1e6 && part.unpacked() > 5e5 && !part.files().isEmpty(), part.toString());
                part.others().forEach(other -> assertTrue(other.sha256().matches("[0-9a-f]{64}") && other.bytes() > 9e5,
                        other.toString()));
                assertTrue(part.licence().equals("MIT") || all.licences().containsKey(part.licence()), part.toString());
            }
        }
        assertTrue(GpuPackages.of("osx-aarch64").isEmpty());
        assertEquals(packages().jni(), GpuFolder.jni(packages()), "the library for Java of the jar that is used");
        final GpuPackages windows = GpuPackages.of("win-x64").orElseThrow();
        assertEquals(windows.jni(), GpuFolder.jni(windows));
    }
}
