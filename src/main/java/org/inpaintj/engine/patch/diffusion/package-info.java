/**
 * Patch diffusion: a posterior over patches that turns a smooth fill into one with texture.
 */
package org.inpaintj.engine.patch.diffusion;
