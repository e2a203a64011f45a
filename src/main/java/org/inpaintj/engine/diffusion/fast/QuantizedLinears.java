package org.inpaintj.engine.diffusion.fast;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.checkpoint.SideFile;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorValues;
import org.inpaintj.network.LinearQuantization;
import org.inpaintj.network.Weights;
import org.inpaintj.onnx.file.ElementType;

/** The linear layers of a UNet's transformers as 8-bit integers, in a side file. */
final class QuantizedLinears {

    private static final String WEIGHT = ".weight";

    private QuantizedLinears() {}

    /**
     * Quantizes; one layer at a time is in memory.
     *
     * @param unet weights by diffusers' names
     * @return what stands beside them: for each module the integers and their scales
     */
    static Map<String, StoredTensor> of(final Weights unet, final SideFile file, final Progress progress) {
        final List<String> modules = unet.names().stream().filter(name -> name.contains(".attentions.")
                && name.endsWith(WEIGHT) && isLinear(unet.get(name))).sorted()
                .map(name -> name.substring(0, name.length() - WEIGHT.length())).toList();
        final Map<String, StoredTensor> made = new HashMap<>();
        for (int m = 0; m < modules.size(); m++) {
            progress.step(m, modules.size(), "Rounding the linear layers to 8 bits");
            final String module = modules.get(m);
            final StoredTensor weight = unet.get(module + WEIGHT);
            final int out = (int) weight.size(0), in = (int) (weight.count() / out);
            final LinearQuantization quantized = LinearQuantization.of(TensorValues.floats(weight), out, in);
            made.put(module + LinearQuantization.WEIGHT, file.writer().add(module + LinearQuantization.WEIGHT,
                    ElementType.INT8, List.of((long) in, (long) out), quantized.values()));
            made.put(module + LinearQuantization.SCALE, file.writer().add(module + LinearQuantization.SCALE,
                    ElementType.FLOAT, List.of((long) out), quantized.scales()));
        }
        return made;
    }

    private static boolean isLinear(final StoredTensor weight) {
        return weight.dims().size() == 2
                || weight.dims().size() == 4 && weight.size(2) == 1 && weight.size(3) == 1;
    }
}
