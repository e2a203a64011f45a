/**
 * Segment Anything: an encoder looks at an image once, and a decoder then answers every prompt within a fraction of a
 * second. The public ONNX exports run as they are: Segment Anything and SAM 2, MobileSAM, EdgeSAM, HQ-SAM,
 * EfficientSAM.
 * <p>
 * {@link org.inpaintj.segment.sam.SamModel} finds the two files of an export in a folder and tells the exports apart by
 * inputs and outputs, without loading anything. A {@link org.inpaintj.segment.sam.SamFormat} is how one family of
 * exports is fed; each is one file that knows nothing of the others. What a model cannot take (a box, a mask) is
 * replaced by points, and a note says so.
 * </p>
 * <p>
 * Guarantees: a {@link org.inpaintj.segment.sam.Segmenter} is thread-safe, loads each network when it is first needed,
 * and stops what runs when it is closed. {@link org.inpaintj.segment.sam.Segmenters} shares one loaded model and lately
 * seen images between all that is interactive; its leases are closed by whoever took them.
 * </p>
 * <pre>{@code
 * try (SessionCache.Lease<Segmenter> lease = Segmenters.lease(Segmenters.model(folder))) {
 *     ImageEmbedding embedding = Segmenters.embedding(lease.value(), image, progress);
 *     Segmentation found = lease.value().segment(embedding, prompt, progress);
 * }
 * }</pre>
 * <p>
 * Internal. Another export: a new implementation of {@link org.inpaintj.segment.sam.SamFormat}, a line in
 * {@link org.inpaintj.segment.sam.SamModel} that recognises it, and a fixture in the parity tests.
 * </p>
 */
package org.inpaintj.segment.sam;
