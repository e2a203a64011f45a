/**
 * Text to token ids, exactly as the models were trained: CLIP's byte pairs, T5's Unigram and BERT's WordPiece.
 * {@link org.inpaintj.tokenizer.Tokenizer#read} looks into a folder and takes what it finds: {@code vocab.json} with
 * {@code merges.txt}, {@code tokenizer.json}, or {@code vocab.txt}. {@link org.inpaintj.tokenizer.TokenDecoder} makes
 * text of the ids that a network writes: BERT's WordPiece and GPT-2's bytes.
 * <p>
 * Guarantees: ids are those of the Hugging Face tokenizers on every text of the goldens, odd characters, emoji and
 * broken Unicode among them; a tokenizer is immutable and thread-safe; a file that asks for a step that is not known
 * here is refused with a sentence that names the step, never tokenized differently. Pure Java: the public libraries are
 * native code of their own, which would have to be shipped for each system.
 * </p>
 * <pre>{@code
 * Tokenizer tokenizer = Tokenizer.read(Path.of("model/tokenizer"));
 * int[] ids = tokenizer.encode("a red brick wall", 77);
 * }</pre>
 * <p>
 * Internal. {@link org.inpaintj.tokenizer.TokenizerNormalizers} and {@link org.inpaintj.tokenizer.JsonTokenizers} are
 * where another step of {@code tokenizer.json} is added, with a golden made by the reference.
 * </p>
 */
package org.inpaintj.tokenizer;
