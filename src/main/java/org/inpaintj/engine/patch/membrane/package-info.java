/**
 * Smooth fills that follow the structure around a hole, and how far they can be trusted. The
 * {@link org.inpaintj.engine.patch.membrane.AnisotropicMembrane} gives way across the strokes that a
 * {@link org.inpaintj.engine.patch.membrane.StructureTensor} finds, so that it continues edges instead of blurring
 * them.
 * <p>
 * {@link org.inpaintj.engine.patch.membrane.MembraneCrossCheck} cuts trial holes beside the real one and measures which
 * share of the variance the membrane explains there; {@link org.inpaintj.engine.patch.membrane.DepthErrors} says by how
 * much it errs at which depth. From both, {@link org.inpaintj.engine.patch.membrane.LowFrequencyCorrection} draws the
 * low frequencies of a finished fill towards the membrane, as far as the difference is more than chance.
 * </p>
 * <p>
 * Guarantees: only hole pixels are written to; a hole that no known pixel touches becomes constant; the result does not
 * depend on the number of threads. Samples of any finite size are borne: what explains nothing is simply not trusted.
 * </p>
 * <pre>{@code
 * AnisotropicMembrane.span(level, bands);
 * LowFrequencyCorrection trend = LowFrequencyCorrection.of(level, squared, diameter, parameters, bands);
 * float trust = trend.trust;                             // 0 to 1
 * }</pre>
 * <p>
 * Internal. The membrane that closes the seam of other engines' fills is {@link org.inpaintj.raster.Membrane}, which
 * knows no directions.
 * </p>
 */
package org.inpaintj.engine.patch.membrane;
