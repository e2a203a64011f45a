/**
 * Finds what the way of taking a picture has left in it: dust and specks, scratches, single hot and dead pixels, and
 * stripes of a sensor. {@link org.inpaintj.repair.defect.DefectFinder}, where to begin, makes
 * {@link org.inpaintj.repair.Region}s of them.
 * <ul>
 * <li>Works on sample values as they are, of any depth: every threshold is a multiple of the noise, which is measured
 * in the image for each level of brightness by medians (the noise of cameras grows with it).
 * <li>No network, no chance: the same image gives the same regions.
 * <li>What an object of the picture looks like too, such as a spot as small as dust, is found as well: nothing here
 * knows what is meant. The settings say which kinds are looked for, and how large they are.
 * </ul>
 * <pre>{@code
 * List<Region> found = DefectFinder.find(List.of(plane), new DefectSettings(EnumSet.of(Kind.PIXELS), 8, 15), progress);
 * }</pre>
 * Methods: a pixel is compared with the median around it; residuals are divided by the noise at that brightness (1.4826
 * times the median absolute deviation, P. J. Rousseeuw and C. Croux 1993); scratches are sums of residuals along short
 * lines in all directions; stripes are medians along rows and columns.
 * <p>
 * A further kind is a class that marks pixels, called by {@code DefectFinder}, and a word of
 * {@link org.inpaintj.repair.defect.DefectSettings.Kind}. API for scripts.
 */
package org.inpaintj.repair.defect;
