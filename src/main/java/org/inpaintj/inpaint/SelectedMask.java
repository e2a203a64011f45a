package org.inpaintj.inpaint;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

import org.inpaintj.raster.Mask;

/**
 * What is to be repainted, before {@code invert} and {@code grow}, and how it was chosen.
 *
 * @param mask  in pixels of the image
 * @param name  where it came from, for the provenance: "selection", or the name of an image or file
 * @param facts how it was found, for the provenance; names to values
 */
public record SelectedMask(Mask mask, String name, Map<String, String> facts) implements Serializable {

    public SelectedMask {
        facts = Map.copyOf(facts);
    }

    public SelectedMask(final Mask mask, final String name) {
        this(mask, name, Map.of());
    }

    /** The same with more facts. */
    SelectedMask with(final Map<String, String> more) {
        final Map<String, String> all = new HashMap<>(facts);
        all.putAll(more);
        return new SelectedMask(mask, name, all);
    }

    /** The same over the bounds of what is selected. */
    SelectedMask trim() {
        return new SelectedMask(mask.trim(), name, facts);
    }
}
