package org.inpaintj.onnx.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processors that Java was given, where those are fewer than the machine has: in a container, by a scheduler of
 * jobs, or by {@code -XX:ActiveProcessorCount}. ONNX Runtime counts those of the machine and ties its threads to them.
 */
final class ProcessorShare {

    /** Linux' list of the processors that run, such as 0-7; elsewhere nothing is known. */
    private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

    private static final OptionalInt THREADS = machine().map(list -> threads(list,
            Runtime.getRuntime().availableProcessors())).orElse(OptionalInt.empty());

    private ProcessorShare() {}

    /** How many threads a session is to have, if not as many as ONNX Runtime chooses. */
    static OptionalInt threads() {
        return THREADS;
    }

    private static Optional<String> machine() {
        try {
            return Optional.of(Files.readString(ONLINE));
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    /**
     * @param list  numbers and ranges of numbers, with commas between them
     * @param given how many Java has
     */
    static OptionalInt threads(final String list, final int given) {
        int count = 0;
        for (final String range : list.strip().split(",")) {
            final String[] ends = range.split("-");
            try {
                count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
            } catch (final NumberFormatException e) {
                return OptionalInt.empty();
            }
        }
        return given < count ? OptionalInt.of(given) : OptionalInt.empty();
    }
}
