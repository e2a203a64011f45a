package org.inpaintj.model.pickle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.model.pickle.PickleReader.PickleException;
import org.inpaintj.model.pickle.PickledObject.Global;
import org.inpaintj.model.pickle.PickledObject.Placeholder;
import org.inpaintj.model.pickle.PickledObject.Storage;
import org.inpaintj.model.pickle.PickledObject.Tuple;
import org.inpaintj.model.pickle.PickledObject.View;

/**
 * What the calls in a pickle would give, for the few that rebuild tensors; nothing is ever called. The names are those
 * that {@code torch.save} writes.
 */
final class PickledCall {

    private static final int MOST_DEPTH = 4, MOST_AXES = 32, MOST_PAIRS = 1 << 20;

    /** Pairs copied into dictionaries; the only thing that a short pickle can make many of. */
    private int pairs;
    private final Map<String, String> storages = new HashMap<>();

    /** The types of the storages that were referred to, by their keys. */
    Map<String, String> storages() {
        return storages;
    }

    /**
     * The result of calling {@code function}: a value, a view, or a placeholder of whatever is unknown.
     *
     * @throws PickleException if it is too large
     */
    Object result(final Object function, final Object arguments) throws PickleException {
        return result(function, arguments, 0);
    }

    private Object result(final Object function, final Object arguments, final int depth) throws PickleException {
        final String name = function instanceof final Global g ? g.name()
                : function instanceof final Placeholder p ? p.name() : "?";
        if (!(arguments instanceof final Tuple tuple) || depth > MOST_DEPTH)
            return new Placeholder(name);
        return switch (name) {
            case "collections.OrderedDict", "typing.OrderedDict", "builtins.dict", "__builtin__.dict" ->
                map(tuple);
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
                view(name, tuple, Optional.empty());
            case "torch._utils._rebuild_tensor_v3" ->
                view(name, tuple, tuple.get(6) instanceof final Global type ? Optional.of(type.name())
                        : Optional.empty());
            case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
                    "torch.nn.parameter.Parameter" -> tuple.get(0) instanceof final View v ? v : new Placeholder(name);
            case "torch._tensor._rebuild_from_type_v2" -> result(tuple.get(0), tuple.get(2), depth + 1);
            case "torch.Size" -> tuple.get(0);
            default -> new Placeholder(name);
        };
    }

    /** An object with its state: a module that is a dictionary of weights is what it holds. */
    static Object built(final Object object, final Object state) {
        return object instanceof final Placeholder p && p.name().equals("torch.nn.modules.container.ParameterDict")
                && state instanceof final Map<?, ?> map && map.get("_parameters") instanceof final Map<?, ?> weights
                        ? weights : object;
    }

    /** What a persistent identity stands for: a storage in the file. */
    Object persistent(final Object identity) {
        if (!(identity instanceof final Tuple id) || !"storage".equals(id.get(0))
                || !(id.get(1) instanceof final Global type) || !(id.get(2) instanceof final String key)
                || !(id.get(4) instanceof final Long elements))
            return new Placeholder("persistent");
        storages.put(key, type.name());
        // Files before PyTorch 1.6 have storages that are parts of others: key, first element, elements.
        if (id.get(5) instanceof final Tuple part && part.get(1) instanceof final Long first
                && part.get(2) instanceof final Long count)
            return new Storage(type.name(), key, first, count);
        return new Storage(type.name(), key, 0, elements);
    }

    /** Puts keys and values that alternate into a dictionary; what is no text or number cannot be a key. */
    static void put(final Map<Object, Object> map, final List<Object> items) {
        for (int i = 0; i + 1 < items.size(); i += 2)
            map.put(items.get(i) instanceof final String text ? text
                    : items.get(i) instanceof final Long number ? number : new Object(), items.get(i + 1));
    }

    /** An ordered dictionary; Python 2 gives its pairs as an argument. */
    private Map<Object, Object> map(final Tuple arguments) throws PickleException {
        final Map<Object, Object> map = new LinkedHashMap<>();
        if (arguments.get(0) instanceof final List<?> list)
            for (final Object pair : list) {
                if (++pairs > MOST_PAIRS)
                    throw new PickleException("its pickle fills dictionaries with more than " + MOST_PAIRS + " pairs");
                final List<?> items = pair instanceof final Tuple t ? t.items()
                        : pair instanceof final List<?> both ? both : List.of();
                if (items.size() == 2)
                    put(map, new ArrayList<>(items));
            }
        return map;
    }

    private static Object view(final String name, final Tuple arguments, final Optional<String> type) {
        if (!(arguments.get(0) instanceof final Storage storage) || !(arguments.get(1) instanceof final Long offset))
            return new Placeholder(name);
        final Optional<List<Long>> sizes = wholes(arguments.get(2)), steps = wholes(arguments.get(3));
        if (sizes.isEmpty() || steps.isEmpty() || sizes.get().size() != steps.get().size())
            return new Placeholder(name);
        return new View(storage, type.orElse(storage.type()), offset, sizes.get(), steps.get());
    }

    private static Optional<List<Long>> wholes(final Object value) {
        final List<?> items = value instanceof final Tuple t ? t.items()
                : value instanceof final List<?> list ? list : null;
        if (items == null || items.size() > MOST_AXES)
            return Optional.empty();
        final List<Long> wholes = new ArrayList<>();
        for (final Object item : items)
            if (item instanceof final Long whole)
                wholes.add(whole);
            else
                return Optional.empty();
        return Optional.of(wholes);
    }
}
