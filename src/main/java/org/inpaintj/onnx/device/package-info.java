/**
 * What networks run on: which devices there are, and whether one really runs a network.
 */
package org.inpaintj.onnx.device;
