/**
 * Layers: results that lie over an image as overlay elements and change none of its samples. A layer holds its exact
 * samples, its mask and its record as properties, the only thing beside its place that ImageJ keeps through clone,
 * duplicate and TIFF; what is drawn is a rendering of them.
 * <ul>
 * <li>The properties {@code inpaintj.*} are a file format: layers of every released version can be read.
 * <li>A layer from a file may come from anybody: sizes are checked before memory is taken, digests before samples are
 * used, and a damaged layer can be shown, hidden and discarded, and nothing else.
 * <li>Every change can be taken back, in the opposite order.
 * </ul>
 * {@link org.inpaintj.imagej.layer.LayerCodec} is the format, {@link org.inpaintj.imagej.layer.LayerHistory} the undo,
 * {@link org.inpaintj.imagej.layer.LayerStack} what an image looks like with its layers. What changes a shown image
 * does so on the event thread.
 * <p>
 * Internal, but for the format.
 */
package org.inpaintj.imagej.layer;
