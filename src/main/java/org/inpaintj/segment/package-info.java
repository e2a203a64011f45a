/**
 * The values of segmentation: the {@link org.inpaintj.segment.RgbImage} that is looked at, the
 * {@link org.inpaintj.segment.SegmentPrompt} of points, a box and a previous mask, and the
 * {@link org.inpaintj.segment.Segmentation} with its candidates. {@code segment.sam} runs Segment Anything with them,
 * {@code segment.text} finds things by name.
 * <p>
 * Guarantees: all of it is immutable and free of ImageJ and AWT; coordinates are columns and rows of the image,
 * 0-based, whole at the centres of pixels. A {@link org.inpaintj.segment.MaskCandidate} keeps the network's coarse
 * logits and makes the mask at the image's resolution when it is asked for, as the original programs do, to the pixel.
 * A prompt outside the image is refused with a sentence that names the place.
 * </p>
 * <pre>{@code
 * SegmentPrompt prompt = SegmentPrompt.of(List.of(new SegmentPrompt.Point(120, 80, true)));
 * try (Segmenter segmenter = new Segmenter(SamModel.read(folder))) {
 *     ImageEmbedding embedding = segmenter.embed(image, progress);
 *     Mask mask = segmenter.segment(embedding, prompt, progress).best().mask();
 * }
 * }</pre>
 * <p>
 * Internal, but for the keys in {@link org.inpaintj.segment.SelectionRequest}, which are macro keys and command-line
 * options: a key is never renamed.
 * </p>
 */
package org.inpaintj.segment;
