package org.inpaintj.onnx.device;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.onnx.NativeFolder;
import org.inpaintj.onnx.OnnxRuntime;

/**
 * This record holds the devices that ONNX Runtime can run on here, found by trying.
 *
 * @param version   version of ONNX Runtime, empty if it could not be loaded
 * @param failure   why it could not be loaded, empty if it could
 * @param providers what is compiled in, in the library's order; none if it could not be loaded
 */
public record Devices(String version, String failure, List<Provider> providers) {

    /**
     * One execution provider.
     *
     * @param name   as ONNX Runtime calls it, such as CPU or CUDA
     * @param device its name in requests, empty if InpaintJ does not use it
     * @param cause  why it could not run a convolution alone, in the library's own words; empty if it did, or was not
     *               asked
     */
    public record Provider(String name, Optional<Device> device, String cause) {
    }

    /** What ran here; failures are asked again, for the user may have done something about them. */
    private static final Set<Device> RAN = EnumSet.noneOf(Device.class);

    public Devices {
        providers = List.copyOf(providers);
    }

    /**
     * What a request's device means here. Loads the library unless it is the CPU; tries a card until it has run once.
     *
     * @throws InpaintException if the library cannot be loaded, or a card is asked for that cannot be used, saying why
     *                          and what to do
     */
    public static DeviceChoice choose(final Device wanted) {
        return DeviceChoice.of(wanted, wanted == Device.CPU ? Set.of() : included(), Devices::tried)
                .without(wanted == Device.CPU ? "" : NativeFolder.refusal());
    }

    /** Loads the library and runs the probe on every device anew; takes a second or so. Never fails. */
    public static synchronized Devices probe() {
        final OrtEnvironment environment;
        try {
            environment = OnnxRuntime.environment();
        } catch (final InpaintException e) {
            return new Devices("", e.getMessage(), List.of());
        }
        RAN.clear();
        final List<Provider> providers = new ArrayList<>();
        for (final OrtProvider provider : OrtEnvironment.getAvailableProviders()) {
            final Optional<Device> device = device(provider);
            providers.add(new Provider(provider.name(), device, device.flatMap(Devices::tried).orElse("")));
        }
        return new Devices(environment.getVersion(), "", providers);
    }

    /** What auto takes of these, and why no better one. */
    DeviceChoice auto() {
        final Map<Device, Optional<String>> trials = new EnumMap<>(Device.class);
        for (final Provider provider : providers)
            provider.device().ifPresent(device -> trials.put(device,
                    Optional.of(provider.cause()).filter(cause -> !cause.isEmpty())));
        return DeviceChoice.of(Device.AUTO, trials.keySet(), trials::get).without(NativeFolder.refusal());
    }

    private static Set<Device> included() {
        OnnxRuntime.environment();
        final Set<Device> devices = EnumSet.noneOf(Device.class);
        OrtEnvironment.getAvailableProviders().forEach(provider -> device(provider).ifPresent(devices::add));
        return devices;
    }

    private static synchronized Optional<String> tried(final Device device) {
        if (RAN.contains(device))
            return Optional.empty();
        final Optional<String> cause = DeviceProbe.run(device);
        if (cause.isEmpty())
            RAN.add(device);
        return cause;
    }

    private static Optional<Device> device(final OrtProvider provider) {
        return switch (provider) {
            case CPU -> Optional.of(Device.CPU);
            case CUDA -> Optional.of(Device.CUDA);
            case CORE_ML -> Optional.of(Device.COREML);
            case WEBGPU -> Optional.of(Device.WEBGPU);
            case DIRECT_ML -> Optional.of(Device.DIRECTML);
            default -> Optional.empty();
        };
    }
}
