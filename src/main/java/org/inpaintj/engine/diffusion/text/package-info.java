/**
 * Prompts: the language of the Stable Diffusion WebUI, from text to the conditioning that a network is shown.
 *
 * <p>What names further networks is cut out of a prompt ({@link org.inpaintj.engine.diffusion.text.ExtraNetworks}), the
 * rest is split at AND into parts ({@link org.inpaintj.engine.diffusion.text.ParsedPrompt}), each part is resolved for
 * every step ({@code [from:to:when]}, {@code [a|b]}), its text weighted
 * ({@link org.inpaintj.engine.diffusion.text.PromptWeights}), cut into chunks of tokens
 * ({@link org.inpaintj.engine.diffusion.text.PromptChunks}), and the encoded chunks emphasised
 * ({@link org.inpaintj.engine.diffusion.text.TokenWeights}). Styles come from the WebUI's {@code styles.csv}
 * ({@link org.inpaintj.engine.diffusion.text.PromptStyles}).
 *
 * <pre>{@code
 * final PromptEncoder texts = new PromptEncoder(model, pool, EmbeddingFolder.NONE, false, 0, Emphasis.ORIGINAL,
 * Progress.NONE); final String prompt = "a (red:1.3) cell, in the style of a woodcut"; final Conditioning read =
 * texts.encode(prompt, texts.chunks(prompt)); }</pre>
 *
 * <p>Parsing follows the WebUI, oddities included, and never fails: what is not closed is taken as it stands. Nothing
 * here is asked of a prompt that is taken literally, as diffusers takes it (the schedule Model). Which encoders read a
 * prompt, in how many chunks and which of their layers count, is the model family's.
 * {@link org.inpaintj.engine.diffusion.text.PromptEncoder} and {@link org.inpaintj.engine.diffusion.text.TextEncoders}
 * are for one thread, the rest has no state. Internal.
 */
package org.inpaintj.engine.diffusion.text;
