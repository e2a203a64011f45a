package org.inpaintj.onnx.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.onnx.DeviceErrors;

/**
 * The choice is the device that networks run on.
 *
 * @param device     never {@link Device#AUTO}
 * @param passedOver why auto took none of the better ones that the library has: a full sentence each, without paths
 */
public record DeviceChoice(Device device, List<String> passedOver) {

    /** What auto tries in this order. CoreML comes after WebGPU, for it cannot compile graphs whose sizes are open. */
    static final List<Device> CARDS = List.of(Device.CUDA, Device.WEBGPU, Device.COREML, Device.DIRECTML);

    public DeviceChoice {
        passedOver = List.copyOf(passedOver);
    }

    /**
     * Chooses.
     *
     * @param wanted   what the user asks for
     * @param included the cards' providers that the library was built with
     * @param trial    runs a network on a card: empty if it really ran there, else why not in the library's words;
     *                 asked only where the answer matters
     * @throws InpaintException if a card is asked for that cannot be used, saying why and what to do
     */
    static DeviceChoice of(final Device wanted, final Set<Device> included,
            final Function<Device, Optional<String>> trial) {
        final List<String> passedOver = new ArrayList<>();
        if (wanted == Device.AUTO) {
            for (final Device card : CARDS) {
                if (!included.contains(card))
                    continue;
                final Optional<String> cause = trial.apply(card);
                if (cause.isEmpty())
                    return new DeviceChoice(card, passedOver);
                passedOver.add(card.title() + " cannot be used: " + DeviceErrors.reason(card, cause.get()));
            }
            return new DeviceChoice(Device.CPU, passedOver);
        }
        if (wanted != Device.CPU) {
            if (!included.contains(wanted))
                throw new InpaintException("device=" + key(wanted) + " cannot be used: " + DeviceErrors.absent(wanted)
                        + " device=auto takes what there is.");
            trial.apply(wanted).ifPresent(cause -> {
                throw new InpaintException("device=" + key(wanted) + " cannot be used: "
                        + DeviceErrors.reason(wanted, cause) + " device=cpu runs everywhere.");
            });
        }
        return new DeviceChoice(wanted, passedOver);
    }

    /**
     * The same, where a card was set up that is not used.
     *
     * @param refusal why, a full sentence; empty if none was
     */
    DeviceChoice without(final String refusal) {
        if (refusal.isEmpty() || device == Device.CUDA)
            return this;
        final List<String> reasons = new ArrayList<>(List.of(Device.CUDA.title() + " cannot be used: " + refusal));
        reasons.addAll(passedOver);
        return new DeviceChoice(device, reasons);
    }

    /** The options of sessions on it. */
    public DeviceSetup setup() {
        return new DeviceSetup(device);
    }

    /** For a result's facts: the device, and why it is not a better one if there is something to say. */
    public Map<String, String> facts() {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("device", device.title());
        if (!passedOver.isEmpty())
            facts.put("device_fallback", String.join(" ", passedOver));
        return facts;
    }

    /** For a result's notes: full sentences, none if the best device runs. */
    public List<String> notes() {
        return passedOver.stream().map(reason -> reason + " The networks ran on "
                + (device == Device.CPU ? "the CPU" : device.title()) + ".").toList();
    }

    private static String key(final Device device) {
        return device.name().toLowerCase(Locale.ROOT);
    }
}
