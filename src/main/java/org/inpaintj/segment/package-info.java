/**
 * Segment Anything: a {@link org.inpaintj.segment.RgbImage} is looked at once, and every prompt of points, a box and a
 * previous mask then gives candidate masks within a fraction of a second. The public ONNX exports run as they are;
 * {@link org.inpaintj.segment.sam.SamModel} tells them apart by their inputs and outputs. No ImageJ, no AWT.
 */
package org.inpaintj.segment;
