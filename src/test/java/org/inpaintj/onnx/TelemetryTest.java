package org.inpaintj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;

/** Nothing leaves the machine. */
class TelemetryTest {

    /**
     * Texts in every library that reports its use to Microsoft: the collector's host and path, the identifier's folder.
     */
    private static final List<String> MARKS = List.of("events.data.microsoft.com", "OneCollector", "DeveloperTools",
            Telemetry.DISABLE);
    private static final List<String> SYSTEMS = List.of("linux-x64", "linux-aarch64", "osx-aarch64", "win-x64");

    @Test
    void noNativeLibraryOnTheClassPathReportsToAnybody() throws IOException {
        final List<String> scanned = new ArrayList<>(), found = new ArrayList<>();
        for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator))
            if (entry.endsWith(".jar"))
                try (ZipFile jar = new ZipFile(entry)) {
                    for (final Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements();) {
                        final ZipEntry file = all.nextElement();
                        if (file.getName().matches("(?!.*\\.dSYM/).*\\.(so|dll|dylib|jnilib)"))
                            try (InputStream in = jar.getInputStream(file)) {
                                scanned.add(file.getName());
                                marks(in.readAllBytes()).forEach(mark -> found.add(file.getName() + ": " + mark));
                            }
                    }
                }
        assertEquals(List.of(), found);
        for (final String system : SYSTEMS)
            assertTrue(scanned.stream().anyMatch(name -> name.matches("ai/onnxruntime/native/" + system
                    + "/(lib)?onnxruntime\\.(so|dll|dylib)")), system + " in " + scanned);
    }

    @Test
    void theScanSeesAMarkInEitherEncoding() {
        for (final String mark : MARKS) {
            assertEquals(List.of(mark),
                    marks(("\1\2\3https://x." + mark + "/1.0").getBytes(StandardCharsets.US_ASCII)));
            assertEquals(List.of(mark), marks(("\1\2" + mark).getBytes(StandardCharsets.UTF_16LE)));
        }
        assertEquals(List.of(), marks("events.data.example.com".getBytes(StandardCharsets.US_ASCII)));
    }

    private static List<String> marks(final byte[] bytes) {
        final String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return MARKS.stream().filter(mark -> text.contains(mark)
                || text.contains(new String(mark.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1)))
                .toList();
    }

    @Test
    void theReportSaysWhatTheLoadedVersionDoes() {
        for (final String version : new String[] { "1.28.0", "1.20.1", "0.9" })
            for (final String os : new String[] { "linux", "osx" })
                assertEquals("none in this version of ONNX Runtime", new Telemetry(version, os, null).text());
        for (final String version : new String[] { "1.29.0", "1.30.2", "2.0.0", "nightly", "" }) {
            assertEquals("none: ONNX Runtime was told to report nothing to Windows",
                    new Telemetry(version, "win", null).text());
            assertEquals("off: ONNX Runtime " + version + " could report its use to Microsoft, but "
                    + "ORT_DISABLE_TELEMETRY=1 is set", new Telemetry(version, "linux", " 1 ").text());
            for (final String value : new String[] { null, "", "0" }) {
                final String text = new Telemetry(version, "osx", value).text();
                assertTrue(text.startsWith("ON: ONNX Runtime " + version + " reports its use to Microsoft. Set "
                        + "ORT_DISABLE_TELEMETRY=1 in the environment before"), text);
            }
        }
    }
}
