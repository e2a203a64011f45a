package org.inpaintj.engine.patch;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;

/**
 * The key that only the embedded engine understands.
 *
 * @param neighbours slices on each side from which patches are taken where they fit better
 */
public record PatchKeys(
        @Key(label = "Neighbouring slices", min = 0, max = 16, after = "padding", first = "inpaint",
                scope = Key.Scope.MASK, group = KeyGroup.MASK, place = 53,
                help = "in a stack: how many slices on each side, or frames where there is one slice, patches are also "
                        + "taken from, where they fit better; 0 looks at the slice alone") int neighbours) {
}
