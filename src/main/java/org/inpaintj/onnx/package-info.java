/**
 * ONNX Runtime: loading its native library, and what it can run on here. Everything in this room that owns native
 * memory is closed by whoever made it.
 */
package org.inpaintj.onnx;
