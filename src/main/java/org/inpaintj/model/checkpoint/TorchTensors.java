package org.inpaintj.model.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.pickle.PickledObject.Placeholder;
import org.inpaintj.model.pickle.PickledObject.View;
import org.inpaintj.onnx.file.ElementType;

/** Finds the weights in what a PyTorch file holds, and where in the file they lie. */
final class TorchTensors {

    /** Dictionaries that hold the weights of a file; of several, the first. */
    private static final List<String> WRAPPERS =
            List.of("state_dict", "params_ema", "params-ema", "params", "model_state_dict", "model", "net");
    /** What a saved module may have before all names. */
    private static final List<String> PREFIXES = List.of("module.", "netG.");
    private static final int MOST_WRAPPERS = 8, MOST_PREFIX = 500;

    /** Where a storage lies in the file. */
    record Place(long offset, long bytes) {}

    private final Path file;
    private final long size;
    private final Function<String, Optional<Place>> places;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    /** Views whose elements do not follow one another, by their names. */
    private final Map<String, StridedView> strided = new LinkedHashMap<>();

    /**
     * @param file   the real path
     * @param size   its bytes
     * @param places of storages by their keys
     */
    TorchTensors(final Path file, final long size, final Function<String, Optional<Place>> places) {
        this.file = file;
        this.size = size;
        this.places = places;
    }

    Checkpoint checkpoint(final Object root) throws IOException {
        if (!(root instanceof final Map<?, ?> map))
            throw new InpaintException(file + " holds no weights by their names, as a module that was saved whole does;"
                    + " save its state_dict() with torch.save.");
        add("", unwrapped(map), Collections.newSetFromMap(new IdentityHashMap<>()));
        if (tensors.isEmpty())
            throw new InpaintException(file + " is a PyTorch file without any weights; download the model itself.");
        if (!strided.isEmpty())
            tensors.putAll(StridedCopies.of(file, size, strided));
        return new Checkpoint(file, List.of(file), stripped(), Map.of(), numbers);
    }

    private Map<?, ?> unwrapped(final Map<?, ?> root) {
        Map<?, ?> map = root;
        for (int i = 0; i < MOST_WRAPPERS; i++) {
            map.forEach((key, value) -> {
                if (key instanceof final String name && (value instanceof Long || value instanceof Double))
                    numbers.putIfAbsent(name, ((Number) value).doubleValue());
            });
            Object inner = null;
            for (final String wrapper : WRAPPERS)
                if (inner == null && map.get(wrapper) instanceof final Map<?, ?> m && !m.isEmpty())
                    inner = m;
            if (inner == null && map.size() == 1)
                inner = map.values().iterator().next();
            if (!(inner instanceof final Map<?, ?> next))
                break;
            map = next;
        }
        return map;
    }

    private void add(final String prefix, final Map<?, ?> map, final Set<Object> seen) {
        if (!seen.add(map) || prefix.length() > MOST_PREFIX)
            return;
        map.forEach((key, value) -> {
            if (!(key instanceof String || key instanceof Long))
                return;
            final String name = prefix + key;
            if (value instanceof final View view)
                tensors.put(name, tensor(name, view));
            else if (value instanceof final Placeholder p && p.name().startsWith("torch._utils."))
                tensors.put(name, unreadable(name));
            else if (value instanceof final Map<?, ?> inner)
                add(name + '.', inner, seen);
        });
    }

    private StoredTensor tensor(final String name, final View view) {
        final ElementType stored = TensorLayout.torchType(view.storage().type());
        final ElementType type = TensorLayout.torchType(view.type());
        final long from = TensorLayout.bytes(stored, view.storage().first());
        final long room = TensorLayout.bytes(stored, view.storage().elements());
        if (type == ElementType.UNDEFINED || stored == ElementType.UNDEFINED)
            return unreadable(name);
        final Place place = places.apply(view.storage().key()).orElseThrow(() -> damaged("the values of " + name
                + " are missing"));
        if (from < 0 || room < 0 || from > place.bytes() - room)
            throw damaged("the values of " + name + " do not lie in it");
        final StridedView strides = new StridedView(type, place.offset() + from, view.offset(), view.sizes(),
                view.steps());
        if (!strides.fits(room))
            throw damaged("the values of " + name + " do not lie in it");
        if (!strides.contiguous())
            strided.put(name, strides);
        return new StoredTensor(name, type, view.sizes(), file, strides.first(), strides.bytes());
    }

    /** What nobody may ask for; whoever does is told that it is of no known type. */
    private StoredTensor unreadable(final String name) {
        return new StoredTensor(name, ElementType.UNDEFINED, List.of(), file, 0, 0);
    }

    /** Without a prefix that all names have. */
    private Map<String, StoredTensor> stripped() {
        Map<String, StoredTensor> result = tensors;
        boolean found = true;
        while (found) {
            found = false;
            for (final String prefix : PREFIXES)
                if (result.keySet().stream().allMatch(n -> n.startsWith(prefix) && n.length() > prefix.length())) {
                    final Map<String, StoredTensor> shorter = new LinkedHashMap<>();
                    result.forEach((n, t) -> shorter.put(n.substring(prefix.length()),
                            t.named(n.substring(prefix.length()))));
                    result = shorter;
                    found = true;
                }
        }
        return result;
    }

    private InpaintException damaged(final String what) {
        return new InpaintException(file + " is damaged: " + what + "; download it again.");
    }
}
