/**
 * The ground floor that every room stands on: values and contracts without any image processing.
 * {@link org.inpaintj.core.Box} is a rectangle of whole pixels, {@link org.inpaintj.core.Plane} a plane of floats and
 * the way from and to ImgLib2, {@link org.inpaintj.core.Progress} reports steps and asks whether to stop.
 * <p>
 * Guarantees: coordinates are columns and rows from 0, planes are stored row by row, and nothing here knows ImageJ, AWT
 * or another room. Records do not copy their arrays; who may write to one is said where it is handed over. An
 * {@link org.inpaintj.core.InpaintException} carries one sentence for the user: what failed, on which file or value,
 * what to do. A {@link org.inpaintj.core.CancelledException} means that the user asked to stop, and is never reported
 * as an error.
 * </p>
 * <pre>{@code
 * Plane channel = Plane.of(image, 0);                    // a copy of the first channel
 * Plane part = channel.crop(new Box(10, 20, 64, 64));    // zeros where the box lies beyond the image
 * channel.put(part, 0, 0);
 * String digest = new Sha256().add(file).hex();
 * }</pre>
 * <p>
 * API: engines and scripts may use all of it. What is added here must need nothing but Java and ImgLib2, and serve at
 * least two rooms.
 * </p>
 */
package org.inpaintj.core;
