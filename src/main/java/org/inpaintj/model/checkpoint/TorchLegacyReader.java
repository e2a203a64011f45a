package org.inpaintj.model.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.pickle.FileInput;
import org.inpaintj.model.pickle.PickleReader;

/**
 * Reads the files that {@code torch.save} wrote before PyTorch 1.6: five pickles one after another (a magic number, a
 * version, facts of the system, the object, the keys of its storages), then the storages in the order of the keys, each
 * with the number of its elements before it.
 */
final class TorchLegacyReader {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final Long VERSION = 1001L;

    private final Path file;
    private final FileInput in;

    private TorchLegacyReader(final Path file, final FileInput in) {
        this.file = file;
        this.in = in;
    }

    /** @param file the real path */
    static Checkpoint read(final Path file) {
        try (FileInput in = new FileInput(file)) {
            return new TorchLegacyReader(file, in).read();
        } catch (final PickleReader.PickleException e) {
            throw damaged(file, e.getMessage());
        } catch (final EOFException e) {
            throw new InpaintException(file + " is incomplete: it ends early, as after an interrupted download;"
                    + " download it again.", e);
        } catch (final IOException e) {
            throw damaged(file, "it cannot be read (" + e.getMessage() + ")");
        }
    }

    private Checkpoint read() throws IOException {
        in.range(0, in.size());
        if (!MAGIC.equals(new PickleReader(in).read()))
            throw new InpaintException(file + " is a Python pickle, but no PyTorch checkpoint; download the model as"
                    + " .safetensors or .pth.");
        if (!VERSION.equals(new PickleReader(in).read()))
            throw damaged(file, "it is of an unknown version");
        if (new PickleReader(in).read() instanceof final Map<?, ?> system
                && Boolean.FALSE.equals(system.get("little_endian")))
            throw new InpaintException(file + " was written on a computer of another byte order; save it again on a"
                    + " usual one, or download it as .safetensors.");
        final PickleReader object = new PickleReader(in);
        final Object root = object.read();
        if (!(new PickleReader(in).read() instanceof final List<?> keys))
            throw damaged(file, "the list of its storages is missing");
        final Map<String, TorchTensors.Place> places = places(keys, object.storages());
        return new TorchTensors(file, in.size(), key -> Optional.ofNullable(places.get(key))).checkpoint(root);
    }

    private Map<String, TorchTensors.Place> places(final List<?> keys, final Map<String, String> storages)
            throws IOException {
        final Map<String, TorchTensors.Place> places = new HashMap<>();
        for (final Object key : keys) {
            final long bytes = TensorLayout.bytes(TensorLayout.torchType(storages.getOrDefault(key, "")), in.i64());
            if (bytes < 0)
                throw damaged(file, "storage " + key + " is of an unknown type or size");
            places.put(String.valueOf(key), new TorchTensors.Place(in.position(), bytes));
            in.skip(bytes);
        }
        return places;
    }

    private static InpaintException damaged(final Path file, final String what) {
        return new InpaintException(file + " is damaged: " + what + "; download it again.");
    }
}
