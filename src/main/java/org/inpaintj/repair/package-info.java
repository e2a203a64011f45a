/**
 * What was found in an image becomes regions to repaint, one by one, as ADetailer does it, an extension of the Stable
 * Diffusion WebUI: {@link org.inpaintj.repair.RegionFilter} chooses, sorts, moves, grows and joins them,
 * {@link org.inpaintj.repair.RegionPrompts} says with what each is repainted, and
 * {@link org.inpaintj.repair.RegionRequest} holds the keys of both.
 * <p>
 * Guarantees: pure functions of regions and keys, in ADetailer's order: confidence, size, rank, order, shift, dilation,
 * merge. A region that is left with nothing is dropped and never repaints the whole image. The same regions, keys and
 * seed give the same requests. Where regions come from (a detector, a label image, a macro, a selection) is not known
 * here; that is {@code imagej.region}.
 * </p>
 * <pre>{@code
 * List<Region> chosen = RegionFilter.apply(found, request.regions(), image);
 * List<Optional<Request>> each = RegionPrompts.of(request.request(), request.regions(), chosen, image);
 * }</pre>
 * <p>
 * Internal, but for the keys, which are macro keys and command-line options of Repair Detections. An empty
 * {@link java.util.Optional} is a region that its prompt says to skip.
 * </p>
 */
package org.inpaintj.repair;
