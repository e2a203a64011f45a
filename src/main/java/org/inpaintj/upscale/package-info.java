/**
 * Enlarging pictures: an {@link org.inpaintj.upscale.Upscaler} makes each pixel a square of pixels. It is a plugin type
 * of its own, since an engine's result has the size of its scene; {@link org.inpaintj.upscale.Upscalers} finds the
 * plugins in SciJava's index, the same in Fiji, plain ImageJ, on the command line and without ImageJ.
 * <ul>
 * <li>The result is exactly {@code factor} times as wide and high, with the same channels.
 * <li>Values are of 0..1 before and after; who has samples of another range maps them.
 * <li>Cancelling takes no longer than one network node, or one channel where no network runs.
 * <li>A plugin that cannot be loaded is a sentence in {@code problems()} and never stops the others.
 * </ul>
 * <pre>{@code
 * Upscaler upscaler = Upscalers.named("4x-UltraSharp.pth"); RandomAccessibleInterval<FloatType> large =
 * Upscalers.resize(upscaler, pixels, 1000, 800, Progress.NONE); }</pre> To add one, write a public class with {@code
 * @Plugin(type = Upscaler.class)} and put its jar beside InpaintJ's; for files of another kind, one with {@code
 * @Plugin(type = UpscalerFormat.class)}. Networks work tile by tile: a {@link org.inpaintj.upscale.TileGrid} cuts, a
 * {@link org.inpaintj.upscale.TileJoin} joins, and {@link org.inpaintj.upscale.SdUpscale} has an engine change each
 * tile.
 * <p>
 * API.
 */
package org.inpaintj.upscale;
