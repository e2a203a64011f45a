package org.inpaintj.onnx.device;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.GsonBuilder;

import org.inpaintj.engine.Request.Device;
import org.inpaintj.onnx.DeviceErrors;
import org.inpaintj.onnx.OrtErrors;

/**
 * The program of the second Java that {@code onnx.gpu.CardProbe} starts: it runs a small network on the NVIDIA card and
 * on the processor, and prints one line of JSON with both results, or with the reason why there are none. It may crash
 * or hang, which is what it is for.
 */
public final class ProbeProcess {

    private static final int IMAGES = 16;

    private ProbeProcess() {}

    public static void main(final String[] arguments) {
        final PrintStream out = System.out;
        final Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("probe", 1);
        try {
            final List<Float> processor = DeviceProbe.compute(Device.CPU, IMAGES);
            final long start = System.nanoTime();
            answer.put("card", DeviceProbe.compute(Device.CUDA, IMAGES));
            answer.put("seconds", (System.nanoTime() - start) / 1e9);
            answer.put("processor", processor);
        } catch (final RuntimeException | LinkageError e) {
            final Throwable cause = e.getCause() == null ? e : e.getCause();
            answer.put("failure", DeviceErrors.reason(Device.CUDA, OrtErrors.message(String.valueOf(
                    cause.getMessage()))));
        }
        out.println(new GsonBuilder().serializeSpecialFloatingPointValues().create().toJson(answer));
    }
}
