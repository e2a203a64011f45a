package org.inpaintj.model.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;

/**
 * Copies tensors whose elements do not follow one another, such as transposed ones, into a temporary file where they
 * do. There is one such file for a state of a checkpoint; it is private to the user and is deleted when Java ends.
 */
final class StridedCopies {

    /** What a copy was made of. */
    private record Source(FileStamp file, List<StridedView> views) {}

    private static final Map<Source, Path> MADE = new HashMap<>();

    private StridedCopies() {}

    /**
     * The tensors as they lie in the copy.
     *
     * @param size bytes of the file; all copies together must be no larger
     */
    static Map<String, StoredTensor> of(final Path file, final long size, final Map<String, StridedView> views) {
        final Map<String, StoredTensor> copies = new LinkedHashMap<>();
        long end = 0;
        for (final StridedView view : views.values()) {
            end += view.bytes();
            if (end > size || view.span() > Integer.MAX_VALUE)
                throw new InpaintException(file + " holds its weights in another order than can be used in place, and"
                        + " too many of them; save it again with .contiguous() tensors, or download it as"
                        + " .safetensors.");
        }
        final Path copy = copy(file, views);
        long at = 0;
        for (final Map.Entry<String, StridedView> each : views.entrySet()) {
            final StridedView view = each.getValue();
            copies.put(each.getKey(), new StoredTensor(each.getKey(), view.type(), view.sizes(), copy, at,
                    view.bytes()));
            at += view.bytes();
        }
        return copies;
    }

    private static Path copy(final Path file, final Map<String, StridedView> views) {
        final Source source = new Source(FileStamp.of(file), List.copyOf(views.values()));
        synchronized (MADE) {
            final Path made = MADE.get(source);
            if (made != null && Files.exists(made))
                return made;
            try {
                final Path copy = Files.createTempFile("inpaintj", ".tensors").toRealPath();
                copy.toFile().deleteOnExit();
                try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                        OutputStream to = new BufferedOutputStream(Files.newOutputStream(copy), 1 << 16)) {
                    for (final StridedView view : views.values())
                        write(from.map(FileChannel.MapMode.READ_ONLY, view.first(), view.span()), view, to);
                } catch (final IOException e) {
                    Files.deleteIfExists(copy);
                    throw e;
                }
                MADE.put(source, copy);
                return copy;
            } catch (final IOException e) {
                throw new InpaintException("Weights of " + file + " could not be put in order in the temporary folder ("
                        + e.getMessage() + "); make room there, or download the model as .safetensors.", e);
            }
        }
    }

    private static void write(final ByteBuffer from, final StridedView view, final OutputStream to)
            throws IOException {
        final List<Long> sizes = view.sizes(), steps = view.steps();
        final long[] index = new long[sizes.size()];
        final byte[] element = new byte[(int) view.type().bytes(1)];
        long at = 0;
        for (long left = TensorLayout.count(sizes); left > 0; left--) {
            from.get((int) (at * element.length), element);
            to.write(element);
            for (int axis = index.length - 1; axis >= 0; axis--) {
                at += steps.get(axis);
                if (++index[axis] < sizes.get(axis))
                    break;
                at -= sizes.get(axis) * steps.get(axis);
                index[axis] = 0;
            }
        }
    }
}
