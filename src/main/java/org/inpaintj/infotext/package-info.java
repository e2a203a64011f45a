/**
 * The text of parameters that the Stable Diffusion WebUI puts into its pictures, its "infotext" or "PNG info": the
 * prompt, the negative prompt, and a line of names and values. It is read and written here, and its names are told from
 * the keys of this program.
 *
 * <pre>{@code
 * a red car
 * Negative prompt: dark
 * Steps: 20, Sampler: Euler a, Schedule type: Automatic, CFG scale: 7, Seed: 5, Size: 512x512
 * }</pre>
 *
 * <ul>
 * <li>{@link org.inpaintj.infotext.Infotext}, where to begin, is the text taken apart.
 * <li>{@link org.inpaintj.infotext.InfotextReader} says which keys and values it stands for, and which of its names
 * mean nothing here.
 * <li>{@link org.inpaintj.infotext.InfotextWriter} makes one of the keys and the facts of a result.
 * </ul>
 *
 * Guarantees: what is written is read back to the same values; the time it takes grows with the length of a text, which
 * may come from anywhere. Everything is a text here: which keys there are, and what they may be, is their owners'
 * business. Files are opened elsewhere.
 * <p>
 * Another name of the WebUI is one more line of {@code InfotextNames}.
 * <p>
 * Internal.
 */
package org.inpaintj.infotext;
