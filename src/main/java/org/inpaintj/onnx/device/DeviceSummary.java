package org.inpaintj.onnx.device;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.inpaintj.core.PrivateFolder;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.onnx.NativeFolder;
import org.inpaintj.onnx.Telemetry;
import org.inpaintj.onnx.device.CudaLibraries.Library;
import org.inpaintj.onnx.gpu.GpuAction;
import org.inpaintj.onnx.gpu.GpuSetup;

/** The summary says what can run here and why not more, as the user reads it. */
public final class DeviceSummary {

    private DeviceSummary() {}

    /**
     * A report.
     *
     * @param text    one fact a line
     * @param actions what can be done about a graphics card
     */
    public record Report(String text, Set<GpuAction> actions) {
    }

    /**
     * Tries every device and tells, one fact a line, what it comes to first; takes a second or so. Never fails.
     *
     * @param software names and versions of what runs this, in order
     */
    public static Report report(final Map<String, String> software) {
        final Devices devices = Devices.probe();
        final GpuSetup.State card = GpuSetup.own().state();
        final Set<GpuAction> actions = new LinkedHashSet<>(card.actions());
        if (NativeFolder.named().isPresent() || devices.failure().isEmpty() && devices.auto().device() == Device.CUDA)
            actions.remove(GpuAction.SETUP);
        return new Report(text(software, devices, NativeFolder.given(), CudaLibraries.find(), PrivateFolder.cache(),
                card.lines()), actions);
    }

    static String text(final Map<String, String> software, final Devices devices, final Optional<NativeFolder> folder,
            final List<Library> libraries, final PrivateFolder kept, final Map<String, String> card) {
        final Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Graphics card", card(devices));
        lines.putAll(card);
        lines.putAll(software);
        lines.put("ONNX Runtime", devices.failure().isEmpty() ? devices.version()
                : "not loaded: " + devices.failure());
        lines.put("Native files", folder.map(f -> f.path() + " (from " + f.origin() + ")")
                .orElse("those of ONNX Runtime's jar"));
        if (devices.failure().isEmpty())
            lines.put("Telemetry", Telemetry.of(devices.version()).text());
        lines.put("Kept files", kept.path().map(Object::toString)
                .orElse("none, so that each start takes longer. " + kept.refusal()));
        lines.put("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        lines.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        lines.put("Memory", memory());
        for (final Devices.Provider p : devices.providers())
            lines.put("Provider " + p.name(), "compiled in; " + (p.device().isEmpty() ? "InpaintJ does not use it"
                    : p.cause().isEmpty() ? "ran a convolution" : "could not run a convolution: " + p.cause()));
        if (!libraries.isEmpty()) {
            lines.put("CUDA libraries found", list(libraries.stream().flatMap(l -> l.file().stream())
                    .map(Object::toString).toList()));
            lines.put("CUDA libraries missing", list(libraries.stream().filter(l -> l.file().isEmpty())
                    .map(Library::name).toList()));
        }
        if (devices.failure().isEmpty())
            lines.put("device=auto", devices.auto().device().title());
        return lines.entrySet().stream().map(line -> line.getKey() + ": " + line.getValue() + '\n')
                .collect(Collectors.joining());
    }

    /** Why no graphics card is used, or which can be; one sentence or more. */
    private static String card(final Devices devices) {
        if (!devices.failure().isEmpty())
            return "not used: " + devices.failure();
        final DeviceChoice auto = devices.auto();
        final String reasons = String.join(" ", auto.passedOver());
        if (auto.device() != Device.CPU)
            return ("used through " + auto.device().title() + ". " + reasons).strip()
                    + " The embedded engine runs on the CPU, where its results are repeatable.";
        return "not used: " + (reasons.isEmpty() ? "this copy of ONNX Runtime is built for the CPU alone. "
                + NativeFolder.ADVICE : reasons);
    }

    private static String list(final List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String memory() {
        final Runtime java = Runtime.getRuntime();
        final String heap = String.format(Locale.ROOT, "Java uses %d of at most %d MB",
                java.totalMemory() - java.freeMemory() >> 20, java.maxMemory() >> 20);
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? String.format(Locale.ROOT, "%s; the computer has %d MB, %d MB of them free", heap,
                        os.getTotalMemorySize() >> 20, os.getFreeMemorySize() >> 20)
                : heap;
    }
}
