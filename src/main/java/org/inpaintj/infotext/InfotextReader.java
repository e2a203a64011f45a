package org.inpaintj.infotext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the keys that an {@link Infotext} stands for: all that it says, and for what the WebUI leaves out because it is
 * usual, the usual value.
 */
public final class InfotextReader {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Set<String> unread;
    private final Map<String, String> values;

    /** Reads it. */
    public InfotextReader(final Infotext text) {
        values = text.values();
        unread = new LinkedHashSet<>(values.keySet());
        unread.removeAll(InfotextNames.IDLE);
        keys.put("prompt", text.prompt());
        keys.put("negative", text.negative());
        if (values.isEmpty())
            return;
        read(InfotextNames.ANY);
        read(InfotextNames.SETTINGS);
        take(InfotextNames.ETA_DDIM, "eta");
        if (read(InfotextNames.FROM_IMAGE))
            read(InfotextNames.SETTINGS_FROM_IMAGE);
        if (values.containsKey("Mask blur") || values.containsKey("Masked content")
                || values.containsKey("Inpaint area"))
            read(InfotextNames.MASKED);
        size(InfotextNames.SIZE, "width", "height");
        if (!size(InfotextNames.RESIZE, "seed_resize_from_w", "seed_resize_from_h")) {
            keys.put("seed_resize_from_w", "0");
            keys.put("seed_resize_from_h", "0");
        }
        take(InfotextNames.MODEL, "model");
        unread.remove(InfotextNames.RANDOM);
        for (final String name : List.copyOf(unread))
            if (name.startsWith(InfotextNames.OWN)
                    && !InfotextNames.PLACES.contains(name.substring(InfotextNames.OWN.length())))
                take(name, name.substring(InfotextNames.OWN.length()));
    }

    /** Whether there was any of some names. */
    private boolean read(final List<InfotextNames.Name> names) {
        boolean any = false;
        for (final InfotextNames.Name name : names)
            if (values.containsKey(name.name())) {
                any = true;
                take(name.name(), name.key());
                keys.computeIfPresent(name.key(), (key, value) -> name.meant(value));
            } else if (name.usual() != null)
                keys.put(name.key(), name.usual());
        return any;
    }

    private void take(final String name, final String key) {
        if (unread.remove(name))
            keys.put(key, values.get(name));
    }

    private boolean size(final String name, final String wide, final String high) {
        final Matcher size = SIZE.matcher(values.getOrDefault(name, ""));
        if (!size.matches())
            return false;
        unread.remove(name);
        keys.put(wide, size.group(1));
        keys.put(high, size.group(2));
        return true;
    }

    /** Keys to values as texts, not checked; among them a model by its name. */
    public Map<String, String> keys() {
        return new LinkedHashMap<>(keys);
    }

    /** The names that mean nothing here, in their order. */
    public List<String> unknown() {
        return new ArrayList<>(unread);
    }

    /** What drew the noise, if it is not the generator that this program has; empty if it is. */
    public String otherRandom() {
        final String random = values.getOrDefault(InfotextNames.RANDOM, InfotextNames.USUAL_RANDOM);
        return values.isEmpty() || random.equals(InfotextNames.NV) ? "" : random;
    }
}
