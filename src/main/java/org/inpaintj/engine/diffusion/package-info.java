/**
 * The Stable Diffusion family: texts, noise and pixels through the networks of a model folder. No ImageJ.
 * <p>
 * Internal: others see only the engine, through the registry, and its keys.
 */
package org.inpaintj.engine.diffusion;
