package org.inpaintj.params;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the keys of a record, in the order of the vocabulary: as they are declared, record by record, but where
 * {@link Key#after()} says otherwise; the texts at the end of each record come behind the keys of all, so that nothing
 * in them can be taken for a key.
 */
final class KeyOrder {

    /** Keys of a record that follow each other; {@code after} is empty for a chain behind all before it. */
    private record Chain(String after, List<RecordComponent> keys) {
    }

    private final Map<String, RecordComponent> found = new HashMap<>();
    private final List<Chain> chains = new ArrayList<>(), texts = new ArrayList<>();

    private KeyOrder() {}

    /** Names to components, in order. */
    static Map<String, RecordComponent> of(final Record defaults) {
        final KeyOrder order = new KeyOrder();
        order.collect(defaults.getClass(), defaults, false);
        final Map<String, RecordComponent> all = new LinkedHashMap<>();
        for (final List<Chain> part : List.of(order.chains, order.texts))
            for (final RecordComponent key : linked(part))
                all.put(KeyText.key(key), key);
        return all;
    }

    private void collect(final Class<?> record, final Record defaults, final boolean shared) {
        final List<RecordComponent> own = new ArrayList<>();
        for (final RecordComponent c : Parameters.componentsOf(record))
            if (c.getType() == RecordSet.class)
                for (final Record guest : ((RecordSet) Parameters.get(defaults, c)).records())
                    collect(guest.getClass(), guest, true);
            else if (c.getType().isRecord())
                collect(c.getType(), (Record) Parameters.get(defaults, c), shared);
            else if (found.putIfAbsent(KeyText.key(c), c) == null)
                own.add(c);
            else if (!shared)
                throw new IllegalStateException("two records have the key " + KeyText.key(c));
        int text = own.size();
        while (text > 0 && own.get(text - 1).getType() == String.class)
            text--;
        chain(own.subList(0, text), chains);
        chain(own.subList(text, own.size()), texts);
    }

    private static void chain(final List<RecordComponent> keys, final List<Chain> chains) {
        List<RecordComponent> chain = null;
        for (final RecordComponent c : keys) {
            final Key key = KeyDescriptions.of(c);
            final String after = key == null ? "" : key.after();
            if (chain == null || !after.isEmpty()) {
                chain = new ArrayList<>();
                chains.add(new Chain(after, chain));
            }
            chain.add(c);
        }
    }

    /** Puts each chain behind the key that it follows, or behind all if there is no such key. */
    private static List<RecordComponent> linked(final List<Chain> chains) {
        final List<RecordComponent> keys = new ArrayList<>();
        final List<Chain> left = new ArrayList<>();
        for (final Chain chain : chains)
            if (chain.after.isEmpty())
                keys.addAll(chain.keys);
            else
                left.add(chain);
        final Map<String, RecordComponent> ends = new HashMap<>();
        while (!left.isEmpty()) {
            final Chain next = left.remove(next(left, keys));
            // behind those that follow the same key
            final RecordComponent end = ends.get(next.after);
            final int before = end == null ? index(keys, next.after) : keys.indexOf(end);
            keys.addAll(before < 0 ? keys.size() : before + 1, next.keys);
            ends.put(next.after, next.keys.get(next.keys.size() - 1));
        }
        return keys;
    }

    /** The number of the first chain whose key is there; of the first one if there is none. */
    private static int next(final List<Chain> left, final List<RecordComponent> keys) {
        for (int i = 0; i < left.size(); i++)
            if (index(keys, left.get(i).after) >= 0)
                return i;
        return 0;
    }

    private static int index(final List<RecordComponent> keys, final String name) {
        for (int i = 0; i < keys.size(); i++)
            if (KeyText.key(keys.get(i)).equals(name))
                return i;
        return -1;
    }
}
