/**
 * Model folders: what a folder of ONNX files is, told by the files' contents and never by their names.
 * {@link org.inpaintj.model.folder.ModelFolder} is the entrance. Nothing is loaded.
 * <p>
 * Internal.
 */
package org.inpaintj.model.folder;
