/**
 * Families of diffusion models.
 * <p>
 * Internal.
 */
package org.inpaintj.engine.diffusion.family;
