/**
 * Masks over images of any size of which little is set, for painting by hand: {@link org.inpaintj.raster.tile.TileMask}
 * holds squares of 256 px a side with a byte a pixel, of which only those cost memory that something is set in. In an
 * image of 20,000 x 20,000 px an empty one takes 25 KB.
 * <pre>{@code
 * TileMask mask = TileMask.empty(20000, 20000)
 *         .paint(new Brush(40, 0.5), new double[] { 100, 100, 300, 120 }, true);   // a soft stroke
 * mask = TileMorphology.grow(mask, 3);
 * byte[] values = mask.values(mask.bounds());                                      // row by row, 0 to 255
 * }</pre>
 * <ul>
 * <li>A mask never changes: what changes it gives another one, which shares all squares that are the same. So any
 * thread may look at one, and a history of them is a list.
 * <li>A stroke gives each pixel what the brush sets at its distance from the path: pieces that meet are seen no more
 * than a path that was drawn at once. Adding takes the larger value, taking away the smaller one.
 * <li>Growing, shrinking, smoothing and {@link org.inpaintj.raster.tile.TileOutline} cost what the outline is long.
 * </ul>
 * Values are from 0 (keep) to 255 (repaint); {@link org.inpaintj.raster.Mask} has the same as floats, over a box. Begin
 * with {@code TileMask}; another operation is made of {@code TileMask.change}, tile by tile.
 * <p>
 * API.
 */
package org.inpaintj.raster.tile;
