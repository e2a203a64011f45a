/**
 * Finding things by name: phrases and a {@link org.inpaintj.segment.RgbImage} go into a GroundingDINO network, boxes with
 * scores come out. The public ONNX exports run as they are; {@link org.inpaintj.segment.text.DetectorModel} tells them
 * apart by their inputs and outputs. No ImageJ, no AWT.
 */
package org.inpaintj.segment.text;
