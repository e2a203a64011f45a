package org.inpaintj.model.pickle;

import java.util.List;

/**
 * What a pickle can hold beside the values of Java: dictionaries are maps, lists are lists, and texts, bytes, whole and
 * floating numbers, true and false are Java's own. Nothing of this can do anything.
 */
public sealed interface PickledObject {

    /** Python's None. */
    enum None implements PickledObject {
        NONE
    }

    /** A tuple. */
    record Tuple(List<Object> items) implements PickledObject {
        // Contents may contain themselves, so that equality is of identity.
        @Override
        public boolean equals(final Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return "a tuple of " + items.size();
        }

        /** An item, or None where there is none. */
        Object get(final int i) {
            return i < items.size() ? items.get(i) : None.NONE;
        }
    }

    /** A class or function by its name; it is never looked up. */
    record Global(String name) implements PickledObject {}

    /** An object of a class that is unknown here, and of which nothing is kept. */
    record Placeholder(String name) implements PickledObject {}

    /**
     * An array of elements in the file.
     *
     * @param type     of its elements, as PyTorch calls the class, such as {@code torch.HalfStorage}
     * @param key      under which its place is found
     * @param first    the first element that belongs to it, from the beginning of what the key finds
     * @param elements how many it has
     */
    record Storage(String type, String key, long first, long elements) implements PickledObject {}

    /**
     * A view of a storage, not checked yet.
     *
     * @param type   of the elements, as PyTorch calls it
     * @param offset of the first element
     * @param sizes  of the axes
     * @param steps  from one entry along an axis to the next, elements
     */
    record View(Storage storage, String type, long offset, List<Long> sizes, List<Long> steps)
            implements PickledObject {}
}
