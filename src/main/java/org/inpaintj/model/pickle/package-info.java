/**
 * Pickles of Python, read without Python: what {@code torch.save} writes is turned into maps, lists, texts, numbers and
 * views of storages.
 * <p>
 * Guarantees: nothing is called, loaded or looked up, whatever a pickle names; a class or function that is unknown
 * becomes an inert placeholder. Operations, nesting and texts are bounded, sizes are checked against the file before
 * memory is taken, and values that contain themselves do no harm as long as nobody follows them for ever.
 * </p>
 * <pre>{@code
 * try (FileInput in = new FileInput(file)) {
 *     in.range(0, in.size());
 *     Object root = new PickleReader(in).read();   // a Map, most often
 * }
 * }</pre>
 * <p>
 * Internal. {@link org.inpaintj.model.pickle.FileInput} serves other binary files as well.
 * </p>
 */
package org.inpaintj.model.pickle;
