package org.inpaintj.onnx.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.Platform;
import org.inpaintj.core.Progress;

/**
 * Looks for NVIDIA's cards and driver by files of the system and by NVIDIA's program nvidia-smi. What cannot be read is
 * as if it were not there.
 *
 * @param os       one of those of {@link Platform#os()}
 * @param root     below which the system's files lie: / or the drive of Windows
 * @param programs where nvidia-smi may be, best first
 * @param patience how long to wait for it
 */
record DriverSearch(String os, Path root, List<Path> programs, Duration patience) {

    private static final Pattern KERNEL = Pattern.compile("NVRM version:.*?\\s(\\d{3,4}\\.[\\d.]+)");
    private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(.+?)\\s*$");
    private static final Pattern ANSWER = Pattern.compile("(.{1,100}),\\s*(\\d{3,4}\\.[\\d.]{1,20})");
    private static final Pattern WINDOWS_CARD = Pattern.compile("(?i)PCI\\\\VEN_10DE&");
    private static final String VENDOR = "0x10de", DISPLAY = "0x03";
    private static final int LONGEST = 10_000;

    /** The search on this computer. */
    static DriverSearch here() {
        final Path root = Path.of(Platform.os().equals("win") ? "C:\\" : "/");
        final List<Path> programs = Platform.os().equals("win")
                ? List.of(root.resolve("Windows/System32/nvidia-smi.exe"), root.resolve(
                        "Program Files/NVIDIA Corporation/NVSMI/nvidia-smi.exe"))
                : Stream.of("/usr/bin/nvidia-smi", "/usr/lib/wsl/lib/nvidia-smi", "/usr/local/bin/nvidia-smi",
                        "/run/current-system/sw/bin/nvidia-smi").map(Path::of).toList();
        return new DriverSearch(Platform.os(), root, programs, Duration.ofSeconds(10));
    }

    NvidiaDriver find() {
        if (os.equals("osx"))
            return new NvidiaDriver(List.of(), "", false, "");
        final Set<String> cards = new LinkedHashSet<>(kernelCards());
        String version = kernelVersion();
        final String key = key();
        if (!key.isEmpty() && (version.isEmpty() || cards.isEmpty()))
            for (final String line : ask(List.of("--query-gpu=name,driver_version", "--format=csv,noheader"))) {
                final Matcher answer = ANSWER.matcher(line.strip());
                if (answer.matches()) {
                    cards.add(answer.group(1).strip());
                    version = answer.group(2);
                }
            }
        if (cards.isEmpty() && (!key.isEmpty() && !os.equals("win") && !version.isEmpty() || onTheBus()))
            cards.add(NvidiaDriver.UNNAMED);
        return new NvidiaDriver(new ArrayList<>(cards), version, !key.isEmpty(), key);
    }

    /** See {@link NvidiaDriver#key()}; quick, no process is started. */
    String key() {
        if (os.equals("linux") && !kernelVersion().isEmpty())
            return kernelVersion();
        final List<Path> libraries = os.equals("win") ? List.of(root.resolve("Windows/System32/nvcuda.dll"))
                : Stream.of("usr/lib/wsl/lib/libcuda.so.1", "usr/lib/x86_64-linux-gnu/libcuda.so.1",
                        "usr/lib64/libcuda.so.1", "run/opengl-driver/lib/libcuda.so.1").map(root::resolve).toList();
        return libraries.stream().filter(Files::isRegularFile).findFirst().map(FileStamp::of)
                .map(stamp -> stamp.file().getFileName() + " " + stamp.size() + " " + stamp.time()).orElse("");
    }

    private String kernelVersion() {
        final Matcher version = KERNEL.matcher(text(root.resolve("proc/driver/nvidia/version")));
        return version.find() ? version.group(1) : "";
    }

    private List<String> kernelCards() {
        final List<String> names = new ArrayList<>();
        for (final Path card : inside(root.resolve("proc/driver/nvidia/gpus"))) {
            final Matcher model = MODEL.matcher(text(card.resolve("information")));
            names.add(model.find() && !model.group(1).startsWith("Unknown") ? model.group(1) : NvidiaDriver.UNNAMED);
        }
        return names;
    }

    /** Whether a card is plugged in, for which no driver is needed. */
    private boolean onTheBus() {
        if (os.equals("win"))
            return run(List.of(root.resolve("Windows/System32/pnputil.exe").toString(), "/enum-devices", "/class",
                    "Display")).stream().anyMatch(line -> WINDOWS_CARD.matcher(line).find());
        return inside(root.resolve("sys/bus/pci/devices")).stream()
                .anyMatch(device -> text(device.resolve("vendor")).startsWith(VENDOR)
                        && text(device.resolve("class")).startsWith(DISPLAY));
    }

    private List<String> ask(final List<String> arguments) {
        return programs.stream().filter(Files::isExecutable).findFirst()
                .map(program -> run(Stream.concat(Stream.of(program.toString()), arguments.stream()).toList()))
                .orElse(List.of());
    }

    private List<String> run(final List<String> command) {
        if (!Files.isExecutable(Path.of(command.get(0))))
            return List.of();
        final ChildProcess.Outcome outcome;
        try {
            outcome = ChildProcess.run(new ProcessBuilder(command), patience, Progress.NONE);
        } catch (final IOException e) {
            return List.of();
        }
        return outcome.timedOut() || outcome.status() != 0 ? List.of() : outcome.out().lines().toList();
    }

    private static List<Path> inside(final Path folder) {
        if (!Files.isDirectory(folder))
            return List.of();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            final List<Path> found = new ArrayList<>();
            all.forEach(found::add);
            found.sort(null);
            return found;
        } catch (final IOException | DirectoryIteratorException e) {
            return List.of();
        }
    }

    /** A small file of the system; files of /proc state no size. */
    private static String text(final Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            return "";
        }
    }
}
