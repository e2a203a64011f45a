/**
 * Patch diffusion: the coarsest levels of the pyramid are filled by a diffusion whose denoiser is exact, since the
 * distribution it samples from is the image's own patches. At each step a hole patch becomes the mean of all source
 * patches, weighted by how well they explain it under the noise (the posterior), and the patches vote for their pixels.
 * <p>
 * {@link org.inpaintj.engine.patch.diffusion.PatchDiffusion} runs the steps,
 * {@link org.inpaintj.engine.patch.diffusion.PatchPosterior} computes the posterior with the small graph that lies in
 * the jar, on ONNX Runtime, and {@link org.inpaintj.engine.patch.diffusion.PosteriorLoader} loads it while the level is
 * prepared.
 * </p>
 * <p>
 * Guarantees: noise comes from the seed alone, so that a run can be repeated to the bit; without ONNX Runtime the
 * engine works without this stage and says so in a note. A posterior is for one thread, and is closed by whoever loaded
 * it.
 * </p>
 * <pre>{@code
 * new PatchDiffusion(parameters, level, coarser, posterior, bands).run(steps, seed, progress);
 * }</pre>
 * <p>
 * Internal. Formulas, hyper-parameters and their measured worth are in DEVELOPING.md; the numbers are
 * {@link org.inpaintj.engine.patch.level.PatchParameters.Diffusion}.
 * </p>
 */
package org.inpaintj.engine.patch.diffusion;
