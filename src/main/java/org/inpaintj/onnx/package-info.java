/**
 * ONNX Runtime: its native library, its devices, tensors, sessions, and what a model file says about itself before it
 * is loaded. No ImageJ.
 */
package org.inpaintj.onnx;
