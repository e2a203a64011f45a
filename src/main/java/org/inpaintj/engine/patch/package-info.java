/**
 * The embedded engine: fills a hole with the image's own patches. Needs no model, no download.
 * {@link org.inpaintj.engine.patch.PatchEngine} is the way in, {@link org.inpaintj.engine.patch.CoarseToFineFill} the order of
 * the stages, {@link org.inpaintj.engine.patch.level.PatchParameters} every number they use.
 */
package org.inpaintj.engine.patch;
