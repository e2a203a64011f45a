/**
 * What was found in an image becomes regions to repaint, one by one: {@link org.inpaintj.repair.RegionFilter} chooses,
 * sorts, moves, grows and joins them, {@link org.inpaintj.repair.RegionPrompts} says with what each is repainted. The
 * steps and their order are those of ADetailer, an extension of the Stable Diffusion WebUI.
 */
package org.inpaintj.repair;
