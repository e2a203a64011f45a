package org.inpaintj.onnx;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.inpaintj.engine.InpaintException;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;

/**
 * What ONNX Runtime can run on here, found by trying.
 *
 * @param version   version of ONNX Runtime, empty if it could not be loaded
 * @param failure   why it could not be loaded, empty if it could
 * @param providers what is compiled in, in the library's order; none if it could not be loaded
 */
public record Devices(String version, String failure, List<Provider> providers) {

    /**
     * One execution provider.
     *
     * @param name  as ONNX Runtime calls it, such as CPU or CUDA
     * @param ran   true if it really ran a convolution alone
     * @param cause why not, in the library's own words; empty if it ran
     */
    public record Provider(String name, boolean ran, String cause) {
    }

    public Devices {
        providers = List.copyOf(providers);
    }

    /** Loads the library and runs the probe on every provider; takes a second or so. Never fails. */
    public static Devices probe() {
        final OrtEnvironment environment;
        try {
            environment = OnnxRuntime.environment();
        } catch (final InpaintException e) {
            return new Devices("", e.getMessage(), List.of());
        }
        final List<Provider> providers = new ArrayList<>();
        for (final OrtProvider provider : OrtEnvironment.getAvailableProviders())
            providers.add(probe(environment, provider));
        return new Devices(environment.getVersion(), "", providers);
    }

    private static Provider probe(final OrtEnvironment environment, final OrtProvider provider) {
        try {
            Probe.run(environment, provider);
            return new Provider(provider.name(), true, "");
        } catch (final OrtException | RuntimeException | LinkageError e) {
            return new Provider(provider.name(), false, String.valueOf(e.getMessage()).strip());
        }
    }

    /** Why no graphics card is used, or which provider can use one; one sentence or more. */
    public String graphicsCard() {
        if (!failure.isEmpty())
            return "not used: " + failure;
        final List<Provider> cards = providers.stream().filter(p -> isCard(p.name())).toList();
        if (cards.isEmpty())
            return "not used: this copy of ONNX Runtime is built for the CPU alone. For an NVIDIA card, put the native "
                    + "files of onnxruntime_gpu " + version + " into a folder and start Java with "
                    + "-Donnxruntime.native.path=FOLDER.";
        final List<String> lines = cards.stream()
                .map(p -> p.name() + (p.ran() ? " ran the probe" : " cannot be used: " + p.cause())).toList();
        return String.join("; ", lines) + ". The embedded engine runs on the CPU, where its results are repeatable.";
    }

    private static boolean isCard(final String name) {
        return List.of("CUDA", "TENSOR_RT", "CORE_ML", "WEBGPU", "DIRECT_ML").contains(name);
    }

    /**
     * The report as the user reads it, one fact a line.
     *
     * @param software names and versions of what runs this, in order
     */
    public String text(final Map<String, String> software) {
        final Map<String, String> lines = new LinkedHashMap<>(software);
        lines.put("ONNX Runtime", failure.isEmpty() ? version : "not loaded: " + failure);
        lines.put("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        lines.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        lines.put("Memory", memory());
        for (final Provider p : providers)
            lines.put("Provider " + p.name(), p.ran() ? "compiled in; ran a convolution"
                    : "compiled in; could not run a convolution: " + p.cause());
        lines.put("Graphics card", graphicsCard());
        final StringBuilder text = new StringBuilder();
        lines.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
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
