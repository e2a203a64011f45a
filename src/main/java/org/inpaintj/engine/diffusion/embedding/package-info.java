/**
 * Textual inversion (Gal et al. 2022): files of vectors that stand for words nobody trained a text encoder on. The name
 * of a file in the key {@code embeddings} is the word.
 * <p>
 * {@link org.inpaintj.engine.diffusion.embedding.EmbeddingFolder} finds the files by their names and reads those that a
 * prompt uses; a {@link org.inpaintj.engine.diffusion.embedding.TriggeredTokenizer} puts tokens beyond the vocabulary
 * in the place of the word and knows their vectors. Text encoders of checkpoints take such tokens;
 * {@link org.inpaintj.engine.diffusion.embedding.ExportedWords} changes those of exports so that they do.
 * </p>
 * <p>
 * Internal.
 * </p>
 */
package org.inpaintj.engine.diffusion.embedding;
