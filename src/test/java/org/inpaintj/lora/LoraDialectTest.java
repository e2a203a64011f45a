package org.inpaintj.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorValues;
import org.inpaintj.onnx.Tensor;

/** Every dialect against what diffusers, PEFT and LyCORIS make of the same files. */
class LoraDialectTest {

    private static final double TOLERANCE = 1e-5;
    private static final int STEP = 5;

    static Stream<String> files() {
        return Stream.of("sd1", "sdxl").flatMap(model -> LoraFixture.names(model).stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void changesAreThoseOfTheReference(final String name) {
        final List<Map<String, StoredTensor>> weights =
                LoraFixture.weights(LoraFixture.about(name).get("model").getAsString());
        final LoraPlan plan =
                new LoraPlan(LoraFixture.networks(weights), LoraFixture.selection(name, 1, 1), "the model");
        assertEquals(List.of(), plan.notes());
        final Map<String, float[]> changes = changes(weights, plan);
        assertEquals(changed(name), new TreeSet<>(changes.keySet()));
        int compared = 0;
        for (final Map.Entry<String, Tensor> golden : LoraFixture.LORAS.tensors().entrySet())
            if (golden.getKey().startsWith(name + "/change/")) {
                final String weight = golden.getKey().substring((name + "/change/").length());
                compare(golden.getKey(), golden.getValue().array(), changes.get(weight));
                compared++;
            }
        assertTrue(compared >= 3);
    }

    private static Set<String> changed(final String name) {
        return LoraFixture.about(name).getAsJsonArray("changed").asList().stream().map(e -> e.getAsString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void compare(final String what, final float[] golden, final float[] change) {
        for (int i = 0; i < golden.length; i++)
            assertEquals(golden[i], change[i * STEP], TOLERANCE, what + " at " + i * STEP);
    }

    /** What is added to each weight, by the names of the pipeline's parts. */
    private static Map<String, float[]> changes(final List<Map<String, StoredTensor>> weights, final LoraPlan plan) {
        final Map<String, float[]> changes = new LinkedHashMap<>();
        for (int n = 0; n < weights.size(); n++) {
            final String part = n == weights.size() - 1 ? "unet." : n == 0 ? "text_encoder." : "text_encoder_2.";
            final int network = n;
            plan.parts(n).forEach((name, parts) -> {
                final LoraNetwork.Target module = plan.network(network).modules().get(name);
                if (parts.get(0).module().kind() != LoraModule.Kind.NONE)
                    changes.put(part + module.weight().name(), minus(LoraChanges.weight(module, parts),
                            TensorValues.floats(module.weight())));
                if (parts.get(0).module().changesBias())
                    changes.put(part + name + ".bias", parts.get(0).module().values(TensorRole.DIFF_B));
            });
        }
        return changes;
    }

    private static float[] minus(final float[] a, final float[] b) {
        final float[] out = new float[a.length];
        for (int i = 0; i < out.length; i++)
            out[i] = a[i] - b[i];
        return out;
    }

    @Test
    void everyDialectIsTold() {
        final Map<String, String> kinds = new LinkedHashMap<>();
        for (final String name : files().toList())
            kinds.put(name, LoraFile.read(LoraFixture.file(name)).kinds());
        assertEquals("LoRA", kinds.get("kohya"));
        assertEquals("LoRA with DoRA", kinds.get("peft-dora"));
        assertEquals("LoCon (Tucker), LoRA", kinds.get("locon"));
        assertEquals("LoHa", kinds.get("loha-tucker"));
        assertEquals("LoKr", kinds.get("lokr"));
        assertEquals("LoKr with DoRA, LoRA with DoRA", kinds.get("dora-in"));
        assertEquals("full difference", kinds.get("difference"));
        assertTrue(new ArrayList<>(kinds.values()).stream().noneMatch(String::isEmpty));
    }
}
