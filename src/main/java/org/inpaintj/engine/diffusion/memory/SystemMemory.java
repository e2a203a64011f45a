package org.inpaintj.engine.diffusion.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

import com.sun.management.OperatingSystemMXBean;

/** The memory of the machine and of this process, in bytes. */
public final class SystemMemory {

    private static final Path MEMORY = Path.of("/proc/meminfo"), PROCESS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");

    private SystemMemory() {}

    /** What the machine has, or the container that this runs in. */
    public static long total() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() : Runtime.getRuntime().maxMemory();
    }

    /**
     * What could be had now without swapping. macOS does not tell what it would give back, and a container counts files
     * as used that were only read: there it is what this process does not occupy.
     */
    public static long free() {
        final long total = total();
        final OptionalLong available = read(MEMORY, "MemAvailable:"), all = read(MEMORY, "MemTotal:");
        if (available.isPresent())
            return all.getAsLong() <= total ? available.getAsLong()
                    : Math.min(available.getAsLong(), total - read(PROCESS, "VmRSS:").orElse(0));
        return System.getProperty("os.name").startsWith("Windows")
                && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                        ? system.getFreeMemorySize() : total - Runtime.getRuntime().totalMemory();
    }

    /** Forgets the peak of this process; false where there is none. */
    public static boolean resetPeak() {
        try {
            Files.writeString(RESET, "5");
            return true;
        } catch (final IOException | RuntimeException e) {
            return false;
        }
    }

    /** The most that this process has occupied since the last {@link #resetPeak}; empty on other systems than Linux. */
    public static OptionalLong peak() {
        return read(PROCESS, "VmHWM:");
    }

    /** What this process occupies now; empty on other systems than Linux. */
    public static OptionalLong used() {
        return read(PROCESS, "VmRSS:");
    }

    /**
     * What this process occupies now for itself, without files that are mapped, which the system may take back at any
     * time; empty on other systems than Linux.
     */
    public static OptionalLong own() {
        return read(PROCESS, "RssAnon:");
    }

    private static OptionalLong read(final Path file, final String field) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).findFirst();
        } catch (final IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
