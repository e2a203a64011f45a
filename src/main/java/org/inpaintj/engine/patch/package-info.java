/**
 * The embedded engine: fills a hole with the image's own patches. Needs no model and no download.
 * {@link org.inpaintj.engine.patch.PatchEngine} is the way in and {@link org.inpaintj.engine.patch.CoarseToFineFill}
 * the order of the stages: a pyramid ({@code level}), a patch diffusion at its coarsest levels ({@code diffusion}),
 * PatchMatch and voting from coarse to fine ({@code search}), offset labels and a Poisson equation at full size, all
 * drawn towards a membrane where that can be trusted ({@code membrane}).
 * <p>
 * Guarantees: samples outside the hole are never written to and stand-ins for missing samples never copied from; the
 * same scene, seed and request give the same bits, whatever the number of threads; a run ends within a band of rows
 * once it is cancelled. Any number of channels, any size from one pixel.
 * </p>
 * <pre>{@code
 * Result result = new PatchEngine().run(Engines.found().request(Map.of("seed", "1")), scene, Progress.NONE);
 * RandomAccessibleInterval<FloatType> fill = result.candidates().get(0).pixels();
 * }</pre>
 * <p>
 * Internal: others see only the engine, through the registry. Every number is in
 * {@link org.inpaintj.engine.patch.level.PatchParameters}; a change of one is measured with PatchEngineBenchmark and
 * FillQuality before it is made. Inner loops work on flat arrays of
 * {@link org.inpaintj.engine.patch.level.PyramidLevel}, not on planes: a pixel's channels and features lie side by side
 * there, and a method call for each sample would show.
 * </p>
 */
package org.inpaintj.engine.patch;
