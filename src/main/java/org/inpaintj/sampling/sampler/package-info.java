/**
 * The samplers, one a file: each takes latents from one noise level to the next.
 */
package org.inpaintj.sampling.sampler;
