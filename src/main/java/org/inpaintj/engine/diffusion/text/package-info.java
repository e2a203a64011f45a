/**
 * Prompts: the language of the Stable Diffusion WebUI, from text to the conditioning that a network is shown. What names
 * further networks is cut out of a prompt ({@link org.inpaintj.engine.diffusion.text.ExtraNetworks}), the rest is split at
 * AND into parts ({@link org.inpaintj.engine.diffusion.text.ParsedPrompt}), each part is resolved for every step
 * ({@code [from:to:when]}, {@code [a|b]}), its text weighted
 * ({@link org.inpaintj.engine.diffusion.text.PromptWeights}), cut into chunks of tokens
 * ({@link org.inpaintj.engine.diffusion.text.PromptChunks}), and the encoded chunks emphasised
 * ({@link org.inpaintj.engine.diffusion.text.TokenWeights}).
 * <p>
 * Internal.
 */
package org.inpaintj.engine.diffusion.text;
