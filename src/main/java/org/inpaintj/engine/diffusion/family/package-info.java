/**
 * Families of diffusion models.
 */
package org.inpaintj.engine.diffusion.family;
