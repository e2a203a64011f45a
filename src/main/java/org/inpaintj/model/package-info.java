/**
 * Model folders: what a folder of ONNX files is, told by the files' contents and never by their names.
 * {@link org.inpaintj.model.ModelFolder} is the entrance. No ImageJ, and nothing is loaded.
 */
package org.inpaintj.model;
