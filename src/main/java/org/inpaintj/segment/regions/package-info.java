/**
 * What was found in an image becomes regions to repaint, one by one: {@link org.inpaintj.segment.regions.Sieve}
 * chooses, sorts, moves, grows and joins them, {@link org.inpaintj.segment.regions.Shares} says with what each is
 * repainted. Pure; no ImageJ, no AWT. The steps and their order are those of ADetailer, an extension of the Stable
 * Diffusion WebUI.
 */
package org.inpaintj.segment.regions;
