package org.inpaintj.onnx.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * This list holds the operators that ONNX Runtime runs on a CPU, written by {@code models/tools/list_cpu_operators.py}.
 */
final class CpuOperators {

    private static final Set<String> ALL = load();

    private CpuOperators() {}

    /** @param operator as {@code domain:name} */
    static boolean runs(final String operator) {
        return ALL.contains(operator);
    }

    private static Set<String> load() {
        try (InputStream in = CpuOperators.class.getResourceAsStream("cpu-operators.txt")) {
            return Set.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip().split("\\s+"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
