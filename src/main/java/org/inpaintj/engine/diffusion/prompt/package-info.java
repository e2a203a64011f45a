/**
 * The prompt language of the Stable Diffusion WebUI. What names further networks is cut out of a prompt
 * ({@link org.inpaintj.engine.diffusion.prompt.ExtraNetworks}), the rest is split at AND into parts
 * ({@link org.inpaintj.engine.diffusion.prompt.Prompt}), each part is resolved for every step
 * ({@code [from:to:when]}, {@code [a|b]}), its text weighted
 * ({@link org.inpaintj.engine.diffusion.prompt.Attention}), cut into chunks of tokens
 * ({@link org.inpaintj.engine.diffusion.prompt.Chunks}), and the encoded chunks emphasised
 * ({@link org.inpaintj.engine.diffusion.prompt.Weights}).
 */
package org.inpaintj.engine.diffusion.prompt;
